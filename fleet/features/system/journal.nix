{ mkFeature }:
mkFeature {
  title = "Journal";
  description = "How much of the log is kept, and for how long.";
  category = "system";
  health = [ { unit = "systemd-journald.service"; } ];

  options =
    { lib, ... }:
    {
      sizeMiB = lib.mkOption {
        type = lib.types.ints.between 64 65536;
        default = 1024;
        description = "Space it may take.";
      };
      days = lib.mkOption {
        type = lib.types.ints.between 1 730;
        default = 60;
        description = "Days after which lines go.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.journald = {
        storage = "persistent";
        # One service that talks too much must not push out the others.
        rateLimitBurst = 5000;
        rateLimitInterval = "30s";
        extraConfig = ''
          SystemMaxUse=${toString cfg.sizeMiB}M
          SystemKeepFree=1G
          MaxRetentionSec=${toString cfg.days}day
          Compress=yes
        '';
      };
    };
}
