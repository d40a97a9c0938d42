{ mkFeature }:
mkFeature {
  title = "Undervolting";
  description = "Gives an Intel processor less voltage: cooler and longer on battery, until it is too little. Up to the 10th generation.";
  category = "hardware";
  hardware = {
    requires = [ "intel" ];
  };

  options =
    { lib, ... }:
    {
      core = lib.mkOption {
        type = lib.types.ints.between (-200) 0;
        default = -50;
        description = "Millivolts for the cores and the cache.";
      };
      graphics = lib.mkOption {
        type = lib.types.ints.between (-200) 0;
        default = 0;
        description = "Millivolts for the built-in graphics.";
      };
      maximum = lib.mkOption {
        type = lib.types.ints.between 60 100;
        default = 92;
        description = "Temperature in °C at which the processor slows down.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.undervolt = {
        enable = true;
        coreOffset = cfg.core;
        gpuOffset = cfg.graphics;
        temp = cfg.maximum;
        # The firmware takes the values back when the laptop wakes.
        useTimer = true;
      };
    };
}
