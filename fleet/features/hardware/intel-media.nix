{ mkFeature }:
mkFeature {
  title = "Video on Intel";
  description = "Players, browsers and media servers decode and encode video on Intel's graphics, with Quick Sync.";
  category = "hardware";
  hardware = {
    requires = [ "intel" ];
  };

  config =
    { pkgs, ... }:
    {
      hardware.graphics.extraPackages = [
        pkgs.intel-media-driver
        pkgs.vpl-gpu-rt
      ];
      environment.sessionVariables.LIBVA_DRIVER_NAME = "iHD";
      # intel_gpu_top, for people who are not root.
      hardware.intel-gpu-tools.enable = true;
      environment.systemPackages = [ pkgs.libva-utils ];
    };
}
