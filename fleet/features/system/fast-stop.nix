{ mkFeature }:
mkFeature {
  title = "Quick shutdown";
  description = "A service that does not want to stop holds the host up for seconds, not for a minute and a half.";
  category = "system";

  options =
    { lib, ... }:
    {
      seconds = lib.mkOption {
        type = lib.types.ints.between 5 90;
        default = 20;
        description = "Seconds a service has, where it does not say itself how many it needs.";
      };
    };

  config =
    { cfg, ... }:
    {
      systemd.settings.Manager.DefaultTimeoutStopSec = "${toString cfg.seconds}s";
      systemd.user.extraConfig = "DefaultTimeoutStopSec=${toString cfg.seconds}s";
    };
}
