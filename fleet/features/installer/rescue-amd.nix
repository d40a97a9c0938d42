{ mkFeature }:
mkFeature {
  title = "AMD on the image";
  description = "A picture on Radeon cards from the start, and tools to see what the card does.";
  category = "installer";
  hardware.requires = [ "amd" ];

  config =
    { pkgs, ... }:
    {
      boot.initrd.kernelModules = [ "amdgpu" ];
      # Cards older than 2015 are left to the older driver unless told otherwise.
      boot.kernelParams = [
        "amdgpu.cik_support=1"
        "radeon.cik_support=0"
      ];
      environment.systemPackages = [
        pkgs.libva-utils
        pkgs.radeontop
      ];
    };
}
