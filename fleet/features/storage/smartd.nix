{ mkFeature }:
mkFeature {
  title = "Disk health";
  description = "Asks all disks how they are, has them test themselves, and tells people who are logged in when one is about to fail.";
  category = "storage";
  health = [ { unit = "smartd.service"; } ];

  options =
    { lib, ... }:
    {
      selfTests = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether disks test themselves: briefly each night at two, at length on Saturdays at three.";
      };
      warmest = lib.mkOption {
        type = lib.types.ints.between 30 90;
        default = 55;
        description = "Degrees Celsius above which a disk is reported as too warm.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      services.smartd = {
        enable = true;
        autodetect = true;
        # -n: a disk that sleeps is left asleep, for a week at most.
        defaults.autodetected = lib.concatStringsSep " " (
          [
            "-a"
            "-o on"
            "-n standby,168"
            "-W 0,0,${toString cfg.warmest}"
          ]
          ++ lib.optional cfg.selfTests "-s (S/../.././02|L/../../6/03)"
        );
        notifications.wall.enable = lib.mkDefault true;
      };
    };
}
