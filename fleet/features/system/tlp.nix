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
      turboOnBattery = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether the processor may use its highest frequencies on battery.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      # Plasma would switch the other one on.
      services.power-profiles-daemon.enable = lib.mkOverride 900 false;
      services.tlp = {
        enable = true;
        settings = {
          CPU_SCALING_GOVERNOR_ON_BAT = "powersave";
          CPU_ENERGY_PERF_POLICY_ON_AC = "balance_performance";
          CPU_ENERGY_PERF_POLICY_ON_BAT = "balance_power";
          CPU_BOOST_ON_BAT = if cfg.turboOnBattery then 1 else 0;
          PLATFORM_PROFILE_ON_AC = "performance";
          PLATFORM_PROFILE_ON_BAT = "low-power";
          START_CHARGE_THRESH_BAT0 = cfg.chargeLimit - 5;
          STOP_CHARGE_THRESH_BAT0 = cfg.chargeLimit;
        };
      };
    };
}
