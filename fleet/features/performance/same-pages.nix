{ mkFeature }:
mkFeature {
  title = "Shared memory pages";
  description = "Finds equal pages of virtual machines and keeps them once.";
  category = "performance";

  options =
    { lib, ... }:
    {
      pause = lib.mkOption {
        type = lib.types.ints.between 5 5000;
        default = 100;
        description = "Milliseconds between two looks. Less finds more and takes more of a core.";
      };
    };

  config =
    { cfg, ... }:
    {
      hardware.ksm = {
        enable = true;
        sleep = cfg.pause;
      };
    };
}
