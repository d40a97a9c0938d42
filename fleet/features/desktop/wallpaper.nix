{ mkFeature }:
mkFeature {
  title = "Wallpaper";
  description = "A picture behind the windows of the Hyprland session.";
  category = "desktop";
  needs = [ "desktop.hyprland" ];

  options =
    { lib, ... }:
    {
      artwork = lib.mkOption {
        type = lib.types.enum [
          "binary-blue"
          "catppuccin-mocha"
          "dracula"
          "gear"
          "moonscape"
          "nineish"
          "nineish-dark-gray"
          "recursive"
        ];
        default = "nineish-dark-gray";
        description = "Which of the pictures of the NixOS project.";
      };
      file = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "/home/admin/Pictures/harbour.jpg";
        description = "A picture on the host instead; null takes the artwork.";
      };
    };

  home =
    { cfg, pkgs, ... }:
    let
      picture =
        if cfg.file != null then
          cfg.file
        else
          "${pkgs.nixos-artwork.wallpapers.${cfg.artwork}}/share/backgrounds/nixos/nix-wallpaper-${cfg.artwork}.png";
    in
    {
      services.hyprpaper = {
        enable = true;
        settings = {
          ipc = true;
          splash = false;
          preload = [ picture ];
          # No name in front of the comma: every screen.
          wallpaper = [ ",${picture}" ];
        };
      };
    };
}
