{ mkFeature }:
mkFeature {
  title = "Temporary files in memory";
  description = "Keeps /tmp in memory: fast, easy on the SSD, and empty after every start.";
  category = "storage";

  options =
    { lib, ... }:
    {
      percent = lib.mkOption {
        type = lib.types.ints.between 5 90;
        default = 25;
        description = "Percent of the memory that it may take.";
      };
    };

  config =
    { cfg, ... }:
    {
      boot.tmp = {
        useTmpfs = true;
        tmpfsSize = "${toString cfg.percent}%";
      };
    };
}
