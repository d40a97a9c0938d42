{ mkFeature }:
mkFeature {
  title = "Bluetooth";
  description = "Headphones, keyboards and phones without a cable, with a program to pair them.";
  category = "desktop";
  health = [ { unit = "bluetooth.service"; } ];

  options =
    { lib, ... }:
    {
      powerOnBoot = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether it is on after a start; a keyboard at the login needs that.";
      };
      fastConnect = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether it listens all the time, so that devices connect at once; costs battery.";
      };
    };

  config =
    { cfg, config, ... }:
    {
      hardware.bluetooth = {
        enable = true;
        powerOnBoot = cfg.powerOnBoot;
        settings.General = {
          # The battery of headphones is shown by an interface that BlueZ calls experimental.
          Experimental = true;
          FastConnectable = cfg.fastConnect;
        };
      };
      # Plasma pairs by itself.
      services.blueman.enable = !config.features.desktop.plasma.enable;
    };
}
