{ mkFeature }:
mkFeature {
  title = "Laptop lid";
  description = "What closing the lid and a press of the power key do.";
  category = "hardware";

  options =
    { lib, ... }:
    let
      action = lib.types.enum [
        "ignore"
        "lock"
        "suspend"
        "suspend-then-hibernate"
        "hibernate"
        "poweroff"
      ];
    in
    {
      closed = lib.mkOption {
        type = action;
        default = "suspend";
        description = "On battery.";
      };
      plugged = lib.mkOption {
        type = action;
        default = "lock";
        description = "On external power.";
      };
      docked = lib.mkOption {
        type = action;
        default = "ignore";
        description = "With another screen.";
      };
      powerKey = lib.mkOption {
        type = action;
        default = "suspend";
        description = "A short press of the power key.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    {
      assertions = [
        {
          assertion =
            config.features.hardware.hibernation.enable
            || !(lib.any (lib.hasSuffix "hibernate") [
              cfg.closed
              cfg.plugged
              cfg.docked
              cfg.powerKey
            ]);
          message = "features.hardware.lid hibernates: enable features.hardware.hibernation, which knows where to.";
        }
      ];
      services.logind.settings.Login = {
        HandleLidSwitch = cfg.closed;
        HandleLidSwitchExternalPower = cfg.plugged;
        HandleLidSwitchDocked = cfg.docked;
        HandlePowerKey = cfg.powerKey;
        # A long press is for a host that does not answer any more.
        HandlePowerKeyLongPress = "poweroff";
      };
    };
}
