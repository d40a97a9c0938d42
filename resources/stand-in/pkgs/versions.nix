# Attribute name -> version, or { version; pname; programs; } where the package is called otherwise. Programs
# that a host itself runs on (nix, ssh, coreutils …) are never imitated: theirs is an empty list.
{
  age = "1.2.1";
  alacritty = "0.16.1";
  alsa-utils = {
    version = "1.2.14";
    programs = [ ];
  };
  apparmor-utils = "4.1.2";
  appimage-run = "1.0";
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
  brave = "1.84.139";
  btop = "1.4.5";
  buildah = "1.42.1";
  caddy = "2.10.2";
  cargo = "1.91.1";
  cmake = "4.1.2";
  colmena = "0.4.0";
  coreutils = {
    version = "9.8";
    programs = [ ];
  };
  curl = {
    version = "8.17.0";
    programs = [ ];
  };
  deadnix = "1.3.1";
  delta = "0.18.2";
  difftastic = "0.65.0";
  direnv = "2.37.1";
  discord = "0.0.115";
  dive = "0.13.1";
  dnsutils = "9.20.15";
  docker = "28.5.2";
  docker-compose = "2.40.3";
  emacs = "30.2";
  eza = "0.23.4";
  fail2ban = "1.1.0";
  fastfetch = "2.54.0";
  fd = "10.3.0";
  ffmpeg = "8.0";
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
  gcc = "14.3.0";
  gdb = "16.3";
  gh = "2.83.0";
  ghostty = "1.2.3";
  gimp = "3.0.6";
  git = "2.51.2";
  git-lfs = "3.7.1";
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
  gopls = "0.20.0";
  grafana = "12.2.1";
  grim = "1.5.0";
  gzip = {
    version = "1.14";
    programs = [ ];
  };
  helix = "25.07.1";
  htop = "3.4.1";
  hypridle = "0.1.7";
  hyprland = "0.52.1";
  hyprlock = "0.9.2";
  hyprpaper = "0.7.6";
  hyprpicker = "0.4.5";
  imagemagick = "7.1.2-8";
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
  jellyfin = "10.11.3";
  jetbrains-mono = {
    version = "2.304";
    programs = [ ];
  };
  jq = "1.7.1";
  just = "1.43.1";
  k9s = "0.50.16";
  keepassxc = "2.7.10";
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
  libreoffice = "25.8.3.2";
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
  lm_sensors = "3.6.2";
  loki = "3.5.8";
  lsof = "4.99.5";
  lynx = "2.9.2";
  mako = "1.10.0";
  man-pages = "6.15";
  mesa = {
    version = "25.2.6";
    programs = [ ];
  };
  micro = "2.0.14";
  microcode-amd = {
    version = "20251125";
    programs = [ ];
  };
  microcode-intel = {
    version = "20251111";
    programs = [ ];
  };
  mosh = "1.4.0";
  mpv = "0.40.0";
  mtr = "0.96";
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
  nil = "2025-06-13";
  nix = {
    version = "2.31.2";
    programs = [ ];
  };
  nix-output-monitor = "2.1.8";
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
  nvd = "0.2.4";
  nvidia-container-toolkit = "1.18.0";
  nvidia-x11 = {
    version = "580.105.08";
    programs = [ ];
  };
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
  opentofu = "1.10.7";
  parted = "3.6";
  pavucontrol = "6.2";
  pciutils = "3.14.0";
  pipewire = "1.4.9";
  plex = {
    pname = "plexmediaserver";
    version = "1.42.2.10156";
  };
  podman = "5.6.2";
  podman-compose = "1.5.0";
  power-profiles-daemon = "0.30";
  powertop = "2.15";
  prometheus = "3.7.3";
  prometheus-node-exporter = {
    pname = "node_exporter";
    version = "1.10.2";
  };
  prowlarr = "2.1.5.5216";
  python3 = "3.13.9";
  qemu = "10.1.2";
  radarr = "5.28.0.10274";
  restic = "0.18.1";
  ripgrep = "15.1.0";
  rofi = "2.0.0";
  rsync = "3.4.1";
  rtkit = {
    version = "0.13";
    programs = [ ];
  };
  rustc = "1.91.1";
  sddm = "0.21.0";
  shellcheck = "0.11.0";
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
  tcpdump = "4.99.5";
  terraform = "1.13.5";
  thermald = {
    version = "2.5.9";
    programs = [ ];
  };
  thunderbird = "144.0.1";
  tlp = "1.8.0";
  tmux = "3.5a";
  tree = "2.2.1";
  unzip = "6.0";
  usbutils = "018";
  util-linux = {
    version = "2.41.2";
    programs = [ ];
  };
  uv = "0.9.11";
  vim = "9.1.1869";
  virt-manager = "5.1.0";
  vlc = "3.0.21";
  vscode = "1.106.2";
  vulkan-loader = {
    version = "1.4.328.0";
    programs = [ ];
  };
  waybar = "0.14.0";
  wezterm = "20250203";
  wget = "1.25.0";
  which = "2.23";
  wireguard-tools = "1.0.20250521";
  wireshark = "4.6.0";
  wl-clipboard = "2.2.1";
  wofi = "1.5.1";
  yazi = "25.5.31";
  yq-go = "4.48.2";
  zed-editor = "0.212.7";
  zellij = "0.43.1";
  zip = "3.0";
  zoxide = "0.9.8";
  zsh = "5.9";
}
