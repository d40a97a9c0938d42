{ mkFeature }:
mkFeature {
  title = "Battery care";
  description = "UPower warns in time, and acts before the battery is empty.";
  category = "hardware";
  health = [ { unit = "upower.service"; } ];

  options =
    { lib, ... }:
    {
      low = lib.mkOption {
        type = lib.types.ints.between 10 50;
        default = 20;
        description = "Percent at which it warns.";
      };
      act = lib.mkOption {
        type = lib.types.ints.between 1 8;
        default = 3;
        description = "Percent at which it acts.";
      };
      action = lib.mkOption {
        type = lib.types.enum [
          "PowerOff"
          "Hibernate"
        ];
        default = "PowerOff";
        description = "What it does then.";
      };
    };

  config =
    { cfg, config, ... }:
    {
      assertions = [
        {
          assertion = cfg.action != "Hibernate" || config.features.hardware.hibernation.enable;
          message = "features.hardware.battery.action is \"Hibernate\": enable features.hardware.hibernation, or choose \"PowerOff\".";
        }
      ];
      services.upower = {
        enable = true;
        percentageLow = cfg.low;
        percentageCritical = cfg.act + 2;
        percentageAction = cfg.act;
        criticalPowerAction = cfg.action;
      };
    };
}
