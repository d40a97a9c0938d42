{ mkFeature }:
mkFeature {
  title = "TLP";
  description = "Saves a laptop's battery by fixed rules, with a limit for charging.";
  category = "system";
  conflicts = [
    {
      feature = "system.power-profiles";
      reason = "both set the processor's power limits, and the last one to write wins.";
    }
  ];
  health = [ { unit = "tlp.service"; } ];

  options =
    { lib, ... }:
    {
      chargeLimit = lib.mkOption {
        type = lib.types.ints.between 50 100;
        default = 80;
        description = "Percent at which charging stops.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.tlp = {
        enable = true;
        settings = {
          CPU_SCALING_GOVERNOR_ON_BAT = "powersave";
          STOP_CHARGE_THRESH_BAT0 = cfg.chargeLimit;
        };
      };
    };
}
