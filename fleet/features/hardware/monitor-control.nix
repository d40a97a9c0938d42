{ mkFeature }:
mkFeature {
  title = "Monitor control";
  description = "Brightness, input and volume of monitors on a desk, over the video cable (DDC/CI).";
  category = "hardware";

  options =
    { lib, ... }:
    {
      users = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "admin" ];
        description = "Who may set them.";
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
      hardware.i2c.enable = true;
      users.users = lib.genAttrs cfg.users (_: {
        extraGroups = [ "i2c" ];
      });
      environment.systemPackages = [
        pkgs.ddcui
        pkgs.ddcutil
      ];
    };
}
