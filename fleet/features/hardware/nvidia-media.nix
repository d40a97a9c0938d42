{ mkFeature }:
mkFeature {
  title = "Video on NVIDIA";
  description = "Browsers and players decode video on the NVIDIA card, through VA-API.";
  category = "hardware";
  hardware = {
    requires = [ "nvidia" ];
  };
  conflicts = [
    {
      feature = "hardware.intel-media";
      reason = "both choose the one driver that decodes video (LIBVA_DRIVER_NAME).";
    }
  ];

  config =
    { pkgs, ... }:
    {
      hardware.graphics.extraPackages = [ pkgs.nvidia-vaapi-driver ];
      environment.sessionVariables = {
        LIBVA_DRIVER_NAME = "nvidia";
        NVD_BACKEND = "direct";
        # Firefox decodes in a sandbox that may not open the card.
        MOZ_DISABLE_RDD_SANDBOX = "1";
      };
      environment.systemPackages = [ pkgs.libva-utils ];
    };
}
