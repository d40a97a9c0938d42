{ mkFeature }:
mkFeature {
  title = "Processor frequency";
  description = "One governor for all cores, for hosts that stand still.";
  category = "hardware";
  conflicts = [
    {
      feature = "system.tlp";
      reason = "TLP sets the governor too, anew at each change of the power supply.";
    }
    {
      feature = "system.power-profiles";
      reason = "a profile sets the governor too, and the last one to write wins.";
    }
  ];
  health = [ { unit = "cpufreq.service"; } ];

  options =
    { lib, ... }:
    {
      governor = lib.mkOption {
        type = lib.types.enum [
          "auto"
          "performance"
          "powersave"
          "schedutil"
        ];
        default = "auto";
        description = "Who decides on the frequency. \"auto\" takes the one that follows the load with the processor's driver.";
      };
      maximum = lib.mkOption {
        type = lib.types.nullOr (lib.types.ints.between 400 6500);
        default = null;
        description = "Highest frequency in MHz, for a cooler and quieter host; null sets no limit.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      amdActive =
        config.features.hardware.amd-pstate.enable && config.features.hardware.amd-pstate.mode == "active";
      # Drivers that choose the frequency themselves call following the load "powersave".
      following =
        if lib.elem "intel" config.snowfleet.host.hardware || amdActive then "powersave" else "schedutil";
    in
    {
      powerManagement.cpuFreqGovernor = if cfg.governor == "auto" then following else cfg.governor;
      powerManagement.cpufreq.max = lib.mkIf (cfg.maximum != null) (cfg.maximum * 1000);
    };
}
