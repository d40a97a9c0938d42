{ mkFeature }:
mkFeature {
  title = "below";
  description = "Records what every program used, second by second, to find out later why the host was slow.";
  category = "monitoring";
  health = [ { unit = "below.service"; } ];

  options =
    { lib, ... }:
    {
      days = lib.mkOption {
        type = lib.types.ints.between 1 60;
        default = 7;
        description = "Days that the record is kept.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.below = {
        enable = true;
        compression.enable = true;
        collect = {
          diskStats = true;
          ioStats = true;
        };
        retention.time = cfg.days * 24 * 60 * 60;
      };
    };
}
