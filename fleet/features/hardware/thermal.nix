{ mkFeature }:
mkFeature {
  title = "Thermal care";
  description = "thermald slows an Intel processor down in time, before its own emergency brake does.";
  category = "hardware";
  hardware = {
    requires = [ "intel" ];
  };
  health = [ { unit = "thermald.service"; } ];

  options =
    { lib, ... }:
    {
      anyProcessor = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether it also works on a processor that it does not know yet.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.thermald = {
        enable = true;
        ignoreCpuidCheck = cfg.anyProcessor;
      };
    };
}
