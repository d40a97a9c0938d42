{ mkFeature }:
mkFeature {
  title = "AMD P-state";
  description = "Lets the processor choose its frequency in small steps; Zen 2 and later.";
  category = "hardware";
  hardware = {
    requires = [ "amd" ];
  };

  options =
    { lib, ... }:
    {
      mode = lib.mkOption {
        type = lib.types.enum [
          "active"
          "guided"
          "passive"
        ];
        default = "active";
        description = "Who chooses: the processor, the processor within limits of the kernel, or the kernel.";
      };
    };

  config =
    { cfg, ... }:
    {
      boot.kernelParams = [ "amd_pstate=${cfg.mode}" ];
    };
}
