# Attribute name -> version, or { version; pname; programs; } where the package is called otherwise. Programs
# that a host itself runs on (nix, ssh, coreutils …) are never imitated: theirs is an empty list.
{
  actionlint = "1.7.8";
  adw-gtk3 = {
    version = "6.4";
    programs = [ ];
  };
  age = "1.2.1";
  aide = "0.19.2";
  aider-chat = {
    version = "0.86.1";
    programs = [ "aider" ];
  };
  alacritty = "0.16.1";
  alsa-lib = {
    version = "1.0";
    programs = [ ];
  };
  alsa-utils = {
    version = "1.2.14";
    programs = [ ];
  };
  apparmor-profiles = {
    version = "4.1.2";
    programs = [ ];
  };
  apparmor-utils = "4.1.2";
  appimage-run = "1.0";
  apptainer = "1.4.4";
  atuin = "18.10.0";
  audiobookshelf = "2.30.0";
  autoconf = "2.72";
  automake = "1.18.1";
  avahi = {
    version = "0.8";
    programs = [ "avahi-daemon" "avahi-browse" ];
  };
  bandwhich = "0.23.1";
  bash = {
    version = "5.3p3";
    programs = [ ];
  };
  bashInteractive = {
    version = "5.3p3";
    pname = "bash-interactive";
    programs = [ ];
  };
  bat = "0.26.0";
  bazarr = "1.5.3";
  below = "0.9.0";
  bibata-cursors = {
    version = "2.0.7";
    programs = [ ];
  };
  blender = "4.5.4";
  bluez = {
    version = "5.84";
    programs = [ ];
  };
  bottom = "0.11.4";
  bpftrace = "0.24.1";
  bpftune = {
    version = "0.3";
  };
  brave = "1.84.139";
  brightnessctl = "0.5.1";
  brlaser = {
    version = "6.2.7";
    programs = [ ];
  };
  bruno = "2.14.2";
  btop = "1.4.5";
  btop-cuda = {
    version = "1.4.5";
    pname = "btop";
    programs = [ "btop" ];
  };
  btop-rocm = {
    version = "1.4.5";
    pname = "btop";
    programs = [ "btop" ];
  };
  btrfs-progs = {
    version = "6.17";
    programs = [ "btrfs" ];
  };
  buildah = "1.42.1";
  bun = "1.3.2";
  caddy = "2.10.2";
  cameractrls = {
    version = "0.6.10";
    programs = [ "cameractrls" "cameractrlsd" ];
  };
  cameractrls-gtk4 = {
    version = "0.6.10";
    programs = [ "cameractrlsgtk4" ];
  };
  carapace = "1.5.3";
  cargo = "1.91.1";
  cargo-edit = {
    version = "0.13.7";
    programs = [ "cargo-add" "cargo-upgrade" ];
  };
  cargo-nextest = "0.9.108";
  chromium = "142.0.7444.175";
  chrony = {
    version = "4.8";
    programs = [ "chronyd" "chronyc" ];
  };
  cifs-utils = {
    version = "7.4";
    programs = [ "mount.cifs" ];
  };
  clang = {
    version = "21.1.2";
    programs = [ "clang" "clang++" ];
  };
  clang-tools = {
    version = "21.1.2";
    programs = [ "clangd" "clang-format" ];
  };
  claude-code = {
    version = "2.0.51";
    programs = [ "claude" ];
  };
  clinfo = "3.0.25.02.14";
  clippy = {
    version = "1.91.1";
    programs = [ "cargo-clippy" ];
  };
  cloudflared = "2025.11.1";
  cmake = "4.1.2";
  codex = "0.58.0";
  colmena = "0.4.0";
  comma = {
    version = "2.3.3";
    programs = [ "," ];
  };
  corepack_22 = {
    version = "22.20.0";
    pname = "corepack";
    programs = [ "corepack" ];
  };
  coreutils = {
    version = "9.8";
    programs = [ ];
  };
  cryptsetup = "2.8.1";
  curl = {
    version = "8.17.0";
    programs = [ ];
  };
  d2 = "0.7.1";
  dbeaver-bin = {
    version = "25.2.5";
    programs = [ "dbeaver" ];
  };
  ddclient = "4.0.0";
  ddcui = "0.6.2";
  ddcutil = "2.2.3";
  ddrescue = "1.29";
  deadnix = "1.3.1";
  delta = "0.18.2";
  delve = {
    version = "1.25.2";
    programs = [ "dlv" ];
  };
  devcontainer = "0.80.2";
  difftastic = "0.65.0";
  diffutils = {
    version = "3.12";
    programs = [ ];
  };
  direnv = "2.37.1";
  discord = "0.0.115";
  disko = "1.12.0";
  distribution = "3.0.0";
  distrobox = "1.8.2.1";
  dive = "0.13.1";
  dmidecode = "3.6";
  dnsutils = "9.20.15";
  docker = "28.5.2";
  docker-compose = "2.40.3";
  dosfstools = {
    version = "4.2";
    programs = [ "mkfs.vfat" ];
  };
  duf = "0.9.1";
  dust = "1.2.3";
  e2fsprogs = {
    version = "1.47.3";
    programs = [ "mkfs.ext4" ];
  };
  earlyoom = {
    version = "1.8.2";
  };
  editorconfig-checker = "3.4.1";
  efibootmgr = "18";
  emacs = "30.2";
  emacs-nox = {
    version = "30.2";
    programs = [ "emacs" "emacsclient" ];
  };
  emacs-pgtk = {
    version = "30.2";
    programs = [ "emacs" "emacsclient" ];
  };
  ethtool = "6.15";
  exfatprogs = {
    version = "1.3.0";
    programs = [ "fsck.exfat" ];
  };
  eza = "0.23.4";
  f2fs-tools = {
    version = "1.16";
    programs = [ "fsck.f2fs" ];
  };
  fail2ban = "1.1.0";
  fastfetch = "2.54.0";
  fcitx5-bamboo = {
    version = "1.0.8";
    programs = [ ];
  };
  fcitx5-gtk = {
    version = "5.1.4";
    programs = [ ];
  };
  fcitx5-hangul = {
    version = "5.1.7";
    programs = [ ];
  };
  fcitx5-mozc = {
    version = "2.30.5544.102";
    programs = [ ];
  };
  fd = "10.3.0";
  ffmpeg = "8.0";
  ffmpegthumbnailer = "2.2.3";
  file = "5.45";
  file-roller = "44.6";
  findutils = {
    version = "4.10.0";
    programs = [ ];
  };
  firefox = "145.0.1";
  fish = "4.2.0";
  flaresolverr = "3.4.5";
  flatpak = "1.16.1";
  font-awesome = {
    version = "7.1.0";
    programs = [ ];
  };
  fontconfig = {
    version = "1.0";
    programs = [ ];
  };
  foot = "1.25.0";
  fprintd = {
    version = "1.94.5";
    programs = [ "fprintd-enroll" ];
  };
  freetype = {
    version = "1.0";
    programs = [ ];
  };
  fuzzel = "1.13.1";
  fwupd = "2.0.17";
  fzf = "0.67.0";
  gamescope = "3.16.17";
  gatus = "5.31.0";
  gawk = {
    version = "5.3.2";
    programs = [ ];
  };
  gcc = "14.3.0";
  gdb = "16.3";
  gemini-cli = {
    version = "0.15.3";
    programs = [ "gemini" ];
  };
  gh = "2.83.0";
  gh-dash = "4.18.0";
  ghostty = "1.2.3";
  gimp = "3.0.6";
  git = "2.51.2";
  git-lfs = "3.7.1";
  github-mcp-server = "0.20.2";
  gitleaks = "8.29.0";
  gitMinimal = {
    version = "2.51.2";
    pname = "git";
    programs = [ ];
  };
  glib = {
    version = "1.0";
    programs = [ ];
  };
  glow = "2.1.1";
  gnugrep = {
    version = "3.12";
    programs = [ ];
  };
  gnumake = "4.4.1";
  gnupg = "2.4.8";
  gnused = {
    version = "4.9";
    programs = [ ];
  };
  gnutar = {
    version = "1.35";
    programs = [ ];
  };
  go = "1.25.4";
  golangci-lint = "2.6.2";
  google-authenticator = {
    version = "1.11";
    pname = "google-authenticator-libpam";
    programs = [ "google-authenticator" ];
  };
  gopls = "0.20.0";
  gptfdisk = {
    version = "1.0.10";
    programs = [ "sgdisk" "gdisk" ];
  };
  gradle = "8.14.3";
  grafana = "12.2.1";
  grafana-alloy = {
    version = "1.11.3";
    programs = [ "alloy" ];
  };
  graphviz = {
    version = "12.2.1";
    programs = [ "dot" ];
  };
  grim = "1.5.0";
  grpcurl = "1.9.3";
  gtk3 = {
    version = "1.0";
    programs = [ ];
  };
  gutenprint = {
    version = "5.3.5";
    programs = [ ];
  };
  gzip = {
    version = "1.14";
    programs = [ ];
  };
  hadolint = "2.14.0";
  haproxy = "3.2.9";
  hdparm = "9.65";
  helix = "25.07.1";
  hplip = {
    version = "3.25.6";
    programs = [ "hp-setup" "hp-check" ];
  };
  htop = "3.4.1";
  hunspell = "1.7.2";
  hurl = "7.0.0";
  hyperfine = "1.20.0";
  hypridle = "0.1.7";
  hyprland = "0.52.1";
  hyprlock = "0.9.2";
  hyprpaper = "0.7.6";
  hyprpicker = "0.4.5";
  icu = {
    version = "76.1";
    pname = "icu4c";
    programs = [ ];
  };
  imagemagick = "7.1.2-8";
  immich = "2.2.3";
  incus = "6.0.5";
  intel-compute-runtime = {
    version = "25.44.36015.8";
    programs = [ ];
  };
  intel-gpu-tools = {
    version = "2.2";
    programs = [ "intel_gpu_top" ];
  };
  intel-media-driver = {
    version = "25.3.4";
    programs = [ ];
  };
  inter = {
    version = "4.1";
    programs = [ ];
  };
  iotop = "0.6";
  iperf3 = "3.19.1";
  iproute2 = {
    version = "6.17.0";
    programs = [ ];
  };
  iptables = {
    version = "1.8.11";
    programs = [ ];
  };
  irqbalance = {
    version = "1.9.4";
  };
  iw = "6.9";
  iwd = {
    version = "3.10";
    programs = [ "iwctl" ];
  };
  jdk17 = {
    version = "17.0.17";
    pname = "openjdk";
    programs = [ "java" "javac" ];
  };
  jdk21 = {
    version = "21.0.9";
    pname = "openjdk";
    programs = [ "java" "javac" ];
  };
  jdk25 = {
    version = "25.0.1";
    pname = "openjdk";
    programs = [ "java" "javac" ];
  };
  jdt-language-server = {
    version = "1.52.0";
    programs = [ "jdtls" ];
  };
  jellyfin = "10.11.3";
  jellyseerr = "2.7.3";
  jetbrains-mono = {
    version = "2.304";
    programs = [ ];
  };
  jq = "1.7.1";
  just = "1.43.1";
  k3s = "1.34.2+k3s1";
  k9s = "0.50.16";
  kavita = "0.8.8";
  keepassxc = "2.7.10";
  kexec-tools = {
    version = "2.0.31";
    programs = [ "kexec" ];
  };
  keymapp = "1.3.6";
  killall = "23.7";
  kitty = "0.44.0";
  kubectl = "1.34.2";
  kubernetes-helm = "3.19.1";
  lact = "0.8.3";
  lazygit = "0.56.0";
  less = {
    version = "685";
    programs = [ ];
  };
  level-zero = {
    version = "1.26.0";
    programs = [ ];
  };
  libfprint-2-tod1-elan = {
    version = "0.0.8";
    programs = [ ];
  };
  libfprint-2-tod1-goodix = {
    version = "0.0.9";
    programs = [ ];
  };
  libGL = {
    version = "1.0";
    programs = [ ];
  };
  libnotify = "0.8.7";
  libpwquality = {
    version = "1.4.5";
    programs = [ "pwscore" "pwmake" ];
  };
  libratbag = {
    version = "0.18";
    programs = [ "ratbagctl" ];
  };
  libreoffice = "25.8.3.2";
  libreoffice-qt-fresh = {
    version = "25.8.3.2";
    pname = "libreoffice";
    programs = [ "soffice" "libreoffice" ];
  };
  libtool = "2.5.4";
  libva-utils = {
    version = "2.22.0";
    programs = [ "vainfo" ];
  };
  libvirt = "11.7.0";
  libxkbcommon = {
    version = "1.0";
    programs = [ ];
  };
  libxml2 = {
    version = "2.15.0";
    programs = [ ];
  };
  lidarr = "2.14.5.4836";
  linux-pam = {
    version = "1.7.1";
    programs = [ ];
  };
  linux_6_12 = {
    pname = "linux";
    version = "6.12.58";
    programs = [ ];
  };
  linux_6_17 = {
    pname = "linux";
    version = "6.17.8";
    programs = [ ];
  };
  litecli = "1.17.0";
  litellm = "1.75.5";
  llama-cpp = {
    version = "6981";
    programs = [ "llama-server" "llama-cli" ];
  };
  lm_sensors = "3.6.2";
  loki = "3.5.8";
  lshw = "2.20";
  lsof = "4.99.5";
  ltrace = "0.7.91";
  lua-language-server = "3.15.0";
  lua5_1 = {
    version = "5.1.5";
    pname = "lua";
    programs = [ "lua" ];
  };
  lua5_4 = {
    version = "5.4.7";
    pname = "lua";
    programs = [ "lua" ];
  };
  luajit = "2.1.1741730670";
  lunarvim = {
    version = "1.4.0";
    programs = [ "lvim" ];
  };
  lynis = "3.1.6";
  lynx = "2.9.2";
  makedumpfile = "1.7.7";
  mako = "1.10.0";
  man-pages = "6.15";
  man-pages-posix = {
    version = "2017-a";
    programs = [ ];
  };
  mangohud = "0.8.2";
  markdownlint-cli2 = "0.18.1";
  marksman = "2024-12-18";
  maven = {
    version = "3.9.11";
    programs = [ "mvn" ];
  };
  mcp-nixos = "1.0.3";
  mdadm = "4.4";
  mdbook = "0.4.52";
  memtest86plus = {
    version = "7.20";
    programs = [ ];
  };
  mergerfs = "2.41.0";
  mesa = {
    version = "25.2.6";
    programs = [ ];
  };
  meson = "1.9.1";
  micro = "2.0.14";
  microcode-amd = {
    version = "20251125";
    programs = [ ];
  };
  microcode-intel = {
    version = "20251111";
    programs = [ ];
  };
  microfetch = "0.4.8";
  mise = "2025.11.5";
  mkcert = "1.4.4";
  mongosh = "2.5.9";
  moonlight-qt = {
    version = "6.1.0";
    programs = [ "moonlight" ];
  };
  mosh = "1.4.0";
  mpv = "0.40.0";
  mtr = "0.96";
  mycli = "1.41.2";
  nano = {
    version = "8.7";
    programs = [ ];
  };
  nautilus = "49.1";
  navidrome = "0.58.5";
  ncdu = "2.9.2";
  neovim = "0.11.5";
  networkmanager = {
    version = "1.54.1";
    programs = [ ];
  };
  networkmanagerapplet = {
    version = "1.36.0";
    pname = "network-manager-applet";
    programs = [ "nm-applet" "nm-connection-editor" ];
  };
  nfs-utils = {
    version = "2.8.4";
    programs = [ "mount.nfs" ];
  };
  nftables = "1.1.5";
  nginx = "1.28.0";
  nh = "4.2.0";
  nil = "2025-06-13";
  ninja = "1.13.1";
  nix = {
    version = "2.31.2";
    programs = [ ];
  };
  nix-index = {
    version = "0.1.9";
    programs = [ "nix-locate" "nix-index" ];
  };
  nix-ld = {
    version = "2.0.5";
    programs = [ ];
  };
  nix-output-monitor = "2.1.8";
  nix-serve-ng = {
    version = "1.0.1";
    programs = [ "nix-serve" ];
  };
  nix-tree = "0.7.0";
  nixd = "2.7.0";
  nixfmt = {
    pname = "nixfmt";
    version = "1.1.0";
  };
  nixfmt-rfc-style = {
    pname = "nixfmt";
    version = "1.1.0";
  };
  nixfmt-tree = "1.0.0";
  nixos-install-tools = {
    version = "25.11";
    programs = [ "nixos-generate-config" "nixos-install" ];
  };
  nixos-rebuild-ng = "25.11";
  nixpkgs-review = "3.5.0";
  nmap = "7.98";
  nodejs_22 = {
    pname = "nodejs";
    version = "22.21.1";
  };
  nodejs_24 = {
    pname = "nodejs";
    version = "24.11.1";
  };
  noto-fonts = {
    version = "2025.11.01";
    programs = [ ];
  };
  noto-fonts-cjk-sans = {
    version = "2.004";
    programs = [ ];
  };
  noto-fonts-cjk-serif = {
    version = "2.003";
    programs = [ ];
  };
  noto-fonts-color-emoji = {
    version = "2.051";
    programs = [ ];
  };
  ntfs3g = {
    version = "2022.10.3";
    programs = [ "ntfsfix" ];
  };
  ntfy-sh = {
    version = "2.15.0";
    programs = [ "ntfy" ];
  };
  nvd = "0.2.4";
  nvidia-container-toolkit = "1.18.0";
  nvidia-vaapi-driver = {
    version = "0.0.14";
    programs = [ ];
  };
  nvidia-x11 = {
    version = "580.105.08";
    programs = [ ];
  };
  nvme-cli = "2.15";
  nvtop = "3.2.0";
  nzbget = "25.4";
  obs-studio = "32.0.2";
  obsidian = "1.9.14";
  ollama = "0.12.11";
  ollama-cuda = "0.12.11";
  ollama-rocm = "0.12.11";
  open-webui = "0.6.36";
  openrgb = "1.0rc2";
  opensc = {
    version = "0.26.1";
    programs = [ "pkcs11-tool" ];
  };
  openssh = {
    version = "10.2p1";
    programs = [ ];
  };
  openssl = "3.6.0";
  opentofu = "1.10.7";
  orca = "49.4";
  p7zip = {
    version = "17.06";
    programs = [ "7z" ];
  };
  pam_u2f = {
    version = "1.4.0";
    programs = [ "pamu2fcfg" ];
  };
  pandoc = "3.7.0.2";
  papirus-icon-theme = {
    version = "20250501";
    programs = [ ];
  };
  parted = "3.6";
  pavucontrol = "6.2";
  pciutils = "3.14.0";
  pcsc-tools = {
    version = "1.7.3";
    programs = [ "pcsc_scan" ];
  };
  perf = "6.17.8";
  pgcli = "4.3.0";
  piper = "0.8";
  pipewire = "1.4.9";
  pkg-config = "0.29.2";
  playerctl = "2.4.1";
  playwright-mcp = {
    version = "0.0.34";
    programs = [ "mcp-server-playwright" ];
  };
  plex = {
    pname = "plexmediaserver";
    version = "1.42.2.10156";
  };
  pnpm = "10.20.0";
  podman = "5.6.2";
  podman-compose = "1.5.0";
  polychromatic = {
    version = "0.9.3";
    programs = [ "polychromatic-controller" ];
  };
  poppler-utils = {
    version = "25.10.0";
    programs = [ "pdftotext" "pdftoppm" ];
  };
  postgresql = {
    version = "17.7";
    programs = [ "psql" ];
  };
  postgresql_15 = {
    version = "15.15";
    pname = "postgresql";
    programs = [ "psql" ];
  };
  postgresql_16 = {
    version = "16.11";
    pname = "postgresql";
    programs = [ "psql" ];
  };
  postgresql_17 = {
    version = "17.7";
    pname = "postgresql";
    programs = [ "psql" ];
  };
  postgresql_18 = {
    version = "18.1";
    pname = "postgresql";
    programs = [ "psql" ];
  };
  power-profiles-daemon = "0.30";
  powertop = "2.15";
  pre-commit = "4.3.0";
  procs = "0.14.10";
  prometheus = "3.7.3";
  prometheus-blackbox-exporter = {
    version = "0.27.0";
    pname = "blackbox_exporter";
    programs = [ "blackbox_exporter" ];
  };
  prometheus-exportarr = "2.3.0";
  prometheus-node-exporter = {
    pname = "node_exporter";
    version = "1.10.2";
  };
  prometheus-nvidia-gpu-exporter = {
    version = "1.4.1";
    pname = "nvidia_gpu_exporter";
    programs = [ "nvidia_gpu_exporter" ];
  };
  prometheus-process-exporter = {
    version = "0.8.7";
    pname = "process-exporter";
    programs = [ "process-exporter" ];
  };
  prometheus-smartctl-exporter = {
    version = "0.14.0";
    pname = "smartctl_exporter";
    programs = [ "smartctl_exporter" ];
  };
  prometheus-systemd-exporter = {
    version = "0.7.0";
    pname = "systemd_exporter";
    programs = [ "systemd_exporter" ];
  };
  prometheus-zfs-exporter = {
    version = "2.3.10";
    pname = "zfs_exporter";
    programs = [ "zfs_exporter" ];
  };
  proton-ge-bin = {
    version = "GE-Proton10-25";
    programs = [ ];
  };
  prowlarr = "2.1.5.5216";
  pyright = {
    version = "1.1.407";
    programs = [ "pyright" "pyright-langserver" ];
  };
  python3 = "3.13.9";
  python311 = {
    version = "3.11.14";
    pname = "python3";
    programs = [ ];
  };
  python312 = {
    version = "3.12.12";
    pname = "python3";
    programs = [ ];
  };
  python313 = {
    version = "3.13.9";
    pname = "python3";
    programs = [ ];
  };
  python314 = {
    version = "3.14.0";
    pname = "python3";
    programs = [ ];
  };
  qbittorrent-nox = "5.1.2";
  qdrant = "1.15.5";
  qemu = "10.1.2";
  qemu_kvm = {
    version = "10.1.2";
    pname = "qemu-host-cpu-only";
    programs = [ "qemu-system-x86_64" ];
  };
  qmk = "1.1.8";
  quickemu = {
    version = "4.9.7";
    programs = [ "quickemu" "quickget" ];
  };
  radarr = "5.28.0.10274";
  radeontop = "1.4";
  recyclarr = "7.4.1";
  restic = "0.18.1";
  ripgrep = "15.1.0";
  rnnoise-plugin = {
    version = "1.10";
    programs = [ ];
  };
  rofi = "2.0.0";
  rsync = "3.4.1";
  rtkit = {
    version = "0.13";
    programs = [ ];
  };
  ruff = "0.14.5";
  rust-analyzer = "2025-11-10";
  rustc = "1.91.1";
  rustfmt = "1.91.1";
  rustup = "1.28.2";
  samba = {
    version = "4.22.6";
    programs = [ "smbpasswd" "smbclient" ];
  };
  samba-wsdd = "0.7";
  sane-airscan = {
    version = "0.99.36";
    programs = [ "airscan-discover" ];
  };
  sanoid = "2.3.0";
  satty = "0.20.0";
  sccache = "0.12.0";
  scx = {
    version = "1.0.17";
  };
  sd = "1.0.0";
  sddm = "0.21.0";
  seahorse = "47.0.1";
  shellcheck = "0.11.0";
  shfmt = "3.12.0";
  signal-desktop = "7.79.0";
  simple-scan = "49.1";
  skopeo = "1.20.0";
  slack = "4.46.104";
  slurp = "1.5.0";
  smartmontools = "7.5";
  snapraid = "12.4";
  socat = "1.8.0.3";
  sonarr = "4.0.16.2944";
  sops = "3.11.0";
  speechd = {
    version = "0.12.1";
    programs = [ "spd-say" "speech-dispatcher" ];
  };
  spice-gtk = "0.42";
  splix = {
    version = "2.0.1";
    programs = [ ];
  };
  spotify = "1.2.74";
  sqlite = "3.50.4";
  starship = "1.24.1";
  statix = "0.5.8";
  steam = "1.0.0.85";
  strace = "6.17";
  stress-ng = {
    version = "0.19.05";
  };
  stylua = "2.3.1";
  sudo = {
    version = "1.9.17p2";
    programs = [ ];
  };
  sunshine = "2025.924.154138";
  swaybg = "1.2.1";
  swtpm = "0.10.1";
  syncthing = "2.0.11";
  sysstat = "12.7.7";
  systemd = {
    version = "258.2";
    programs = [ ];
  };
  tailscale = "1.90.6";
  taplo = "0.10.0";
  tautulli = "2.16.0";
  tcpdump = "4.99.5";
  tealdeer = {
    version = "1.7.2";
    programs = [ "tldr" ];
  };
  terminus_font = {
    version = "4.49.1";
    pname = "terminus-font";
    programs = [ ];
  };
  terraform = "1.13.5";
  terraform-mcp-server = "0.3.3";
  testdisk = {
    version = "7.2";
    programs = [ "photorec" ];
  };
  texliveFull = {
    version = "2025";
    pname = "texlive-full";
    programs = [ "pdflatex" "lualatex" ];
  };
  texliveMedium = {
    version = "2025";
    pname = "texlive-medium";
    programs = [ "pdflatex" "lualatex" ];
  };
  texliveSmall = {
    version = "2025";
    pname = "texlive-small";
    programs = [ "pdflatex" "lualatex" ];
  };
  thermald = {
    version = "2.5.9";
    programs = [ ];
  };
  thunderbird = "144.0.1";
  tlp = "1.8.0";
  tmux = "3.5a";
  tpm2-tools = {
    version = "5.7";
    programs = [ "tpm2_getcap" ];
  };
  traceroute = "2.1.6";
  transmission = "4.0.6";
  transmission_4 = {
    version = "4.0.6";
    pname = "transmission";
    programs = [ "transmission-daemon" ];
  };
  tree = "2.2.1";
  tree-sitter = "0.25.10";
  typescript-language-server = "5.1.1";
  typos = "1.39.2";
  typst = "0.14.0";
  udisks2 = "2.10.2";
  uhk-agent = "7.0.1";
  unbound = {
    version = "1.24.1";
    programs = [ "unbound" "unbound-checkconf" "unbound-control" ];
  };
  undervolt = "0.4.0";
  unzip = "6.0";
  upower = {
    version = "1.90.10";
    programs = [ "upower" ];
  };
  usbguard = "1.1.4";
  usbutils = "018";
  util-linux = {
    version = "2.41.2";
    programs = [ ];
  };
  uv = "0.9.11";
  v4l-utils = {
    version = "1.30.1";
    programs = [ "v4l2-ctl" ];
  };
  vale = "3.13.0";
  valgrind = "3.25.1";
  valkey = {
    version = "8.1.4";
    programs = [ "valkey-server" "valkey-cli" ];
  };
  via = "3.0.0";
  vim = "9.1.1869";
  virt-manager = "5.1.0";
  virtiofsd = "1.13.2";
  vlc = "3.0.21";
  vnstat = {
    version = "2.13";
    programs = [ "vnstat" "vnstatd" ];
  };
  vpl-gpu-rt = {
    version = "25.3.4";
    programs = [ ];
  };
  vscode = "1.106.2";
  vscodium = {
    version = "1.105.17075";
    programs = [ "codium" ];
  };
  vulkan-loader = {
    version = "1.4.328.0";
    programs = [ ];
  };
  wakeonlan = "0.42";
  waybar = "0.14.0";
  waydroid = "1.5.4";
  wayland = {
    version = "1.0";
    programs = [ ];
  };
  websocat = "1.14.0";
  wezterm = "20250203";
  wget = "1.25.0";
  which = "2.23";
  whisper-cpp = {
    version = "1.8.2";
    programs = [ "whisper-cli" ];
  };
  whois = "5.6.5";
  wireguard-tools = "1.0.20250521";
  wireshark = "4.6.0";
  wl-clipboard = "2.2.1";
  wofi = "1.5.1";
  wsdd = "0.8";
  wvkbd = {
    version = "0.18";
    programs = [ "wvkbd-mobintl" ];
  };
  wyoming-faster-whisper = "2.5.0";
  wyoming-piper = "1.6.3";
  xdg-desktop-portal-gtk = {
    version = "1.15.3";
    programs = [ ];
  };
  xdg-utils = {
    version = "1.2.1";
    programs = [ "xdg-open" "xdg-mime" ];
  };
  xfsprogs = {
    version = "6.17";
    programs = [ "xfs_repair" ];
  };
  xh = "0.25.3";
  yamllint = "1.37.1";
  yarn-berry = {
    version = "4.11.0";
    programs = [ "yarn" ];
  };
  yazi = "25.5.31";
  yq-go = "4.48.2";
  yubikey-manager = {
    version = "5.8.0";
    programs = [ "ykman" ];
  };
  zathura = "0.5.12";
  zed-editor = "0.212.7";
  zellij = "0.43.1";
  zfs = "2.3.5";
  zip = "3.0";
  zlib = {
    version = "1.3.1";
    programs = [ ];
  };
  zoxide = "0.9.8";
  zsh = "5.9";
}
