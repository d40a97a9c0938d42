{ mkFeature }:
mkFeature {
  title = "tldr pages";
  description = "Short help with examples for most commands: `tldr tar`. The pages are fetched now and then, and kept.";
  category = "shells";

  options =
    { lib, ... }:
    {
      interval = lib.mkOption {
        type = lib.types.ints.between 1 8760;
        default = 168;
        description = "Hours after which the pages are fetched again.";
      };
    };

  home =
    { cfg, ... }:
    {
      programs.tealdeer = {
        enable = true;
        settings = {
          display.compact = true;
          updates = {
            auto_update = true;
            auto_update_interval_hours = cfg.interval;
          };
        };
      };
    };
}
