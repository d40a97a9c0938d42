{ mkFeature }:
mkFeature {
  title = "Hyprland";
  description = "Tiling Wayland session with bar, launcher, notifications and screen lock.";
  category = "desktop";
  brings = [
    "desktop.audio"
    "desktop.fonts"
    "desktop.login"
  ];
  health = [ { unit = "display-manager.service"; } ];

  options =
    { lib, ... }:
    {
      terminal = lib.mkOption {
        type = lib.types.enum [
          "alacritty"
          "foot"
          "kitty"
        ];
        default = "foot";
        description = "Terminal emulator to install.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      programs.hyprland.enable = true;
      programs.hyprlock.enable = true;

      environment.systemPackages = [
        pkgs.${cfg.terminal}
        pkgs.fuzzel
        pkgs.grim
        pkgs.hyprpaper
        pkgs.mako
        pkgs.slurp
        pkgs.waybar
        pkgs.wl-clipboard
      ];
    };
}
