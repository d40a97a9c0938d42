{ mkFeature }:
mkFeature {
  title = "auto-cpufreq";
  description = "Watches load, temperature and battery, and sets governor and turbo to match.";
  category = "hardware";
  conflicts = [
    {
      feature = "system.tlp";
      reason = "both set the processor's governor and turbo, and the last one to write wins.";
    }
    {
      feature = "system.power-profiles";
      reason = "auto-cpufreq switches power-profiles-daemon off where it runs.";
    }
    {
      feature = "hardware.cpu-frequency";
      reason = "a fixed governor would be overwritten within seconds.";
    }
  ];
  health = [ { unit = "auto-cpufreq.service"; } ];

  options =
    { lib, ... }:
    {
      turboOnBattery = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether the processor may use its highest frequencies on battery.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      # Plasma and the profile for laptops would switch these on.
      services.power-profiles-daemon.enable = lib.mkOverride 900 false;
      services.tlp.enable = lib.mkOverride 900 false;
      services.auto-cpufreq = {
        enable = true;
        settings = {
          charger = {
            governor = "performance";
            turbo = "auto";
          };
          battery = {
            governor = "powersave";
            turbo = if cfg.turboOnBattery then "auto" else "never";
          };
        };
      };
    };
}
