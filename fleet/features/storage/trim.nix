{ mkFeature }:
mkFeature {
  title = "SSD care";
  description = "Tells SSDs every week what is free, and saves them a write for every file that is only read.";
  category = "storage";
  health = [ { unit = "fstrim.timer"; } ];

  options =
    { lib, ... }:
    {
      interval = lib.mkOption {
        type = lib.types.str;
        default = "weekly";
        description = "How often, in the words of systemd.time.";
      };
      noatime = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether the time at which a file was last read is no longer written down.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      services.fstrim = {
        enable = true;
        interval = cfg.interval;
      };
      fileSystems."/".options = lib.mkIf cfg.noatime [ "noatime" ];
    };
}
