{ mkFeature }:
mkFeature {
  title = "NVIDIA on the image";
  description = "A picture on NVIDIA cards, with the free driver or with none, since the image has to start on all of them.";
  category = "installer";
  hardware.requires = [ "nvidia" ];

  options =
    { lib, ... }:
    {
      picture = lib.mkOption {
        type = lib.types.enum [
          "nouveau"
          "firmware"
        ];
        default = "nouveau";
        description = "Who draws: the free driver, or the computer's firmware where that driver hangs on a new card.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      boot = {
        blacklistedKernelModules = lib.mkIf (cfg.picture == "firmware") [ "nouveau" ];
        initrd.kernelModules = lib.mkIf (cfg.picture == "nouveau") [ "nouveau" ];
        # Newer cards run at a crawl without their own firmware.
        kernelParams = [ (if cfg.picture == "nouveau" then "nouveau.config=NvGspRm=1" else "nomodeset") ];
      };
      environment.systemPackages = [ pkgs.pciutils ];
    };
}
