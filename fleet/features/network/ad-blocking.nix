{ mkFeature }:
mkFeature {
  title = "Advertisement block";
  description = "Names of advertisers and trackers lead nowhere on this host, for every program.";
  category = "network";

  options =
    { lib, ... }:
    {
      also = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "fakenews"
            "gambling"
            "porn"
            "social"
          ]
        );
        default = [ ];
        description = "Further kinds of pages that lead nowhere.";
      };
    };

  config =
    { cfg, ... }:
    {
      networking.stevenblack = {
        enable = true;
        block = cfg.also;
      };
    };
}
