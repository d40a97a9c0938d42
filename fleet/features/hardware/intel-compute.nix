{ mkFeature }:
mkFeature {
  title = "Computing on Intel";
  description = "OpenCL and Level Zero on Intel's graphics, for image tools and small models.";
  category = "hardware";
  hardware = {
    requires = [ "intel" ];
  };

  config =
    { pkgs, ... }:
    {
      hardware.graphics.extraPackages = [
        pkgs.intel-compute-runtime
        pkgs.level-zero
      ];
      environment.systemPackages = [ pkgs.clinfo ];
    };
}
