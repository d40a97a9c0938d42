{ mkFeature }:
mkFeature {
  title = "Razer devices";
  description = "OpenRazer drives the lights of Razer's keyboards, mice and laptops, and warns of empty batteries.";
  category = "hardware";

  options =
    { lib, ... }:
    {
      users = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "admin" ];
        description = "Who may set them.";
      };
      darkWhenIdle = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether the lights go off with the screen.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      hardware.openrazer = {
        enable = true;
        users = cfg.users;
        devicesOffOnScreensaver = cfg.darkWhenIdle;
        # Nobody asked for a record of every key.
        keyStatistics = false;
      };
      environment.systemPackages = [ pkgs.polychromatic ];
    };
}
