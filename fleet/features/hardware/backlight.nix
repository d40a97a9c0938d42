{ mkFeature }:
mkFeature {
  title = "Backlight";
  description = "Brightness of a laptop's screen and keyboard, set by people who are not root and kept over restarts.";
  category = "hardware";

  options =
    { lib, ... }:
    {
      users = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "admin" ];
        description = "Who may set it.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      services.udev.packages = [ pkgs.brightnessctl ];
      users.users = lib.genAttrs cfg.users (_: {
        extraGroups = [
          "input"
          "video"
        ];
      });
      environment.systemPackages = [ pkgs.brightnessctl ];
    };
}
