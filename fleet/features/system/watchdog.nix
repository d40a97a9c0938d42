{ mkFeature }:
mkFeature {
  title = "Watchdog";
  description = "A host that hangs is started again by its own hardware.";
  category = "system";

  options =
    { lib, ... }:
    {
      seconds = lib.mkOption {
        type = lib.types.ints.between 10 600;
        default = 30;
        description = "Seconds without a sign of life after which it is started again.";
      };
      panicSeconds = lib.mkOption {
        type = lib.types.ints.between 0 300;
        default = 20;
        description = "Seconds after which a crashed kernel starts again; 0 leaves its last words on the screen.";
      };
    };

  config =
    { cfg, ... }:
    {
      systemd.settings.Manager = {
        RuntimeWatchdogSec = "${toString cfg.seconds}s";
        # A shutdown that hangs counts too.
        RebootWatchdogSec = "5min";
        KExecWatchdogSec = "5min";
      };
      boot.kernel.sysctl."kernel.panic" = cfg.panicSeconds;
    };
}
