{ mkFeature }:
mkFeature {
  title = "ZFS snapshots";
  description = "Takes snapshots by the hour and lets the old ones go, with sanoid: yesterday's file is a folder away.";
  category = "storage";
  needs = [ "storage.zfs" ];
  health = [ { unit = "sanoid.timer"; } ];

  options =
    { lib, ... }:
    let
      kept =
        period: default:
        lib.mkOption {
          type = lib.types.ints.between 0 1000;
          inherit default;
          description = "How many ${period} snapshots are kept.";
        };
    in
    {
      datasets = lib.mkOption {
        type = lib.types.nonEmptyListOf lib.types.str;
        default = [
          "rpool/home"
          "rpool/var"
        ];
        description = "What to take snapshots of, with all that is below.";
      };
      hourly = kept "hourly" 24;
      daily = kept "daily" 14;
      monthly = kept "monthly" 3;
    };

  config =
    { cfg, lib, ... }:
    {
      services.sanoid = {
        enable = true;
        templates.fleet = {
          inherit (cfg) hourly daily monthly;
          yearly = 0;
          autosnap = true;
          autoprune = true;
        };
        datasets = lib.genAttrs cfg.datasets (_: {
          useTemplate = [ "fleet" ];
          recursive = true;
        });
      };
    };
}
