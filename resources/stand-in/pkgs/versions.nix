# Attribute name -> version, or { version; pname; programs; } where the package is called otherwise. Programs
# that a host itself runs on (nix, ssh, coreutils …) are never imitated: theirs is an empty list.
{
  actionlint = "1.7.8";
  age = "1.2.1";
  aide = "0.19.2";
  aider-chat = {
    version = "0.86.1";
    programs = [ "aider" ];
  };
  alacritty = "0.16.1";
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
  atuin = "18.10.0";
  autoconf = "2.72";
  automake = "1.18.1";
  bash = {
    version = "5.3p3";
    programs = [ ];
  };
  bat = "0.26.0";
  blender = "4.5.4";
  bluez = {
    version = "5.84";
    programs = [ ];
  };
  bottom = "0.11.4";
  bpftrace = "0.24.1";
  brave = "1.84.139";
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
  carapace = "1.5.3";
  cargo = "1.91.1";
  cargo-edit = {
    version = "0.13.7";
    programs = [ "cargo-add" "cargo-upgrade" ];
  };
  cargo-nextest = "0.9.108";
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
  clippy = {
    version = "1.91.1";
    programs = [ "cargo-clippy" ];
  };
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
  ddrescue = "1.29";
  deadnix = "1.3.1";
  delta = "0.18.2";
  delve = {
    version = "1.25.2";
    programs = [ "dlv" ];
  };
  devcontainer = "0.80.2";
  difftastic = "0.65.0";
  direnv = "2.37.1";
  discord = "0.0.115";
  disko = "1.12.0";
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
  fd = "10.3.0";
  ffmpeg = "8.0";
  ffmpegthumbnailer = "2.2.3";
  file = "5.45";
  findutils = {
    version = "4.10.0";
    programs = [ ];
  };
  firefox = "145.0.1";
  fish = "4.2.0";
  font-awesome = {
    version = "7.1.0";
    programs = [ ];
  };
  foot = "1.25.0";
  fuzzel = "1.13.1";
  fwupd = "2.0.17";
  fzf = "0.67.0";
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
  graphviz = {
    version = "12.2.1";
    programs = [ "dot" ];
  };
  grim = "1.5.0";
  grpcurl = "1.9.3";
  gzip = {
    version = "1.14";
    programs = [ ];
  };
  hadolint = "2.14.0";
  helix = "25.07.1";
  htop = "3.4.1";
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
  jetbrains-mono = {
    version = "2.304";
    programs = [ ];
  };
  jq = "1.7.1";
  just = "1.43.1";
  k9s = "0.50.16";
  keepassxc = "2.7.10";
  kexec-tools = {
    version = "2.0.31";
    programs = [ "kexec" ];
  };
  killall = "23.7";
  kitty = "0.44.0";
  kubectl = "1.34.2";
  kubernetes-helm = "3.19.1";
  lazygit = "0.56.0";
  less = {
    version = "685";
    programs = [ ];
  };
  libnotify = "0.8.7";
  libpwquality = {
    version = "1.4.5";
    programs = [ "pwscore" "pwmake" ];
  };
  libreoffice = "25.8.3.2";
  libtool = "2.5.4";
  libva-utils = {
    version = "2.22.0";
    programs = [ "vainfo" ];
  };
  libvirt = "11.7.0";
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
  markdownlint-cli2 = "0.18.1";
  marksman = "2024-12-18";
  maven = {
    version = "3.9.11";
    programs = [ "mvn" ];
  };
  mcp-nixos = "1.0.3";
  mdbook = "0.4.52";
  memtest86plus = {
    version = "7.20";
    programs = [ ];
  };
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
  mkcert = "1.4.4";
  mongosh = "2.5.9";
  mosh = "1.4.0";
  mpv = "0.40.0";
  mtr = "0.96";
  mycli = "1.41.2";
  nano = {
    version = "8.7";
    programs = [ ];
  };
  ncdu = "2.9.2";
  neovim = "0.11.5";
  networkmanager = {
    version = "1.54.1";
    programs = [ ];
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
  noto-fonts-color-emoji = {
    version = "2.051";
    programs = [ ];
  };
  ntfs3g = {
    version = "2022.10.3";
    programs = [ "ntfsfix" ];
  };
  nvd = "0.2.4";
  nvidia-container-toolkit = "1.18.0";
  nvidia-x11 = {
    version = "580.105.08";
    programs = [ ];
  };
  nvme-cli = "2.15";
  nvtop = "3.2.0";
  obs-studio = "32.0.2";
  obsidian = "1.9.14";
  ollama = "0.12.11";
  ollama-cuda = "0.12.11";
  ollama-rocm = "0.12.11";
  open-webui = "0.6.36";
  openssh = {
    version = "10.2p1";
    programs = [ ];
  };
  openssl = "3.6.0";
  opentofu = "1.10.7";
  p7zip = {
    version = "17.06";
    programs = [ "7z" ];
  };
  pam_u2f = {
    version = "1.4.0";
    programs = [ "pamu2fcfg" ];
  };
  pandoc = "3.7.0.2";
  parted = "3.6";
  pavucontrol = "6.2";
  pciutils = "3.14.0";
  perf = "6.17.8";
  pgcli = "4.3.0";
  pipewire = "1.4.9";
  pkg-config = "0.29.2";
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
  prometheus-node-exporter = {
    pname = "node_exporter";
    version = "1.10.2";
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
  qdrant = "1.15.5";
  qemu = "10.1.2";
  radarr = "5.28.0.10274";
  radeontop = "1.4";
  restic = "0.18.1";
  ripgrep = "15.1.0";
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
  sccache = "0.12.0";
  scx = {
    version = "1.0.17";
  };
  sd = "1.0.0";
  sddm = "0.21.0";
  shellcheck = "0.11.0";
  shfmt = "3.12.0";
  signal-desktop = "7.79.0";
  skopeo = "1.20.0";
  slack = "4.46.104";
  slurp = "1.5.0";
  smartmontools = "7.5";
  sonarr = "4.0.16.2944";
  sops = "3.11.0";
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
  swaybg = "1.2.1";
  syncthing = "2.0.11";
  sysstat = "12.7.7";
  systemd = {
    version = "258.2";
    programs = [ ];
  };
  tailscale = "1.90.6";
  taplo = "0.10.0";
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
  tree = "2.2.1";
  tree-sitter = "0.25.10";
  typescript-language-server = "5.1.1";
  typos = "1.39.2";
  typst = "0.14.0";
  unzip = "6.0";
  usbguard = "1.1.4";
  usbutils = "018";
  util-linux = {
    version = "2.41.2";
    programs = [ ];
  };
  uv = "0.9.11";
  vale = "3.13.0";
  valgrind = "3.25.1";
  valkey = {
    version = "8.1.4";
    programs = [ "valkey-server" "valkey-cli" ];
  };
  vim = "9.1.1869";
  virt-manager = "5.1.0";
  vlc = "3.0.21";
  vscode = "1.106.2";
  vscodium = {
    version = "1.105.17075";
    programs = [ "codium" ];
  };
  vulkan-loader = {
    version = "1.4.328.0";
    programs = [ ];
  };
  waybar = "0.14.0";
  websocat = "1.14.0";
  wezterm = "20250203";
  wget = "1.25.0";
  which = "2.23";
  whisper-cpp = {
    version = "1.8.2";
    programs = [ "whisper-cli" ];
  };
  wireguard-tools = "1.0.20250521";
  wireshark = "4.6.0";
  wl-clipboard = "2.2.1";
  wofi = "1.5.1";
  wyoming-faster-whisper = "2.5.0";
  wyoming-piper = "1.6.3";
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
  zed-editor = "0.212.7";
  zellij = "0.43.1";
  zip = "3.0";
  zlib = {
    version = "1.3.1";
    programs = [ ];
  };
  zoxide = "0.9.8";
  zsh = "5.9";
}
