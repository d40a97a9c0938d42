{ mkFeature }:
mkFeature {
  title = "Intel on the image";
  description = "A picture on Intel graphics from the start, disks behind Intel's RAID, and tools to see what the card does.";
  category = "installer";
  hardware.requires = [ "intel" ];

  config =
    { pkgs, ... }:
    {
      boot.initrd.kernelModules = [ "i915" ];
      # Laptops that came with Windows hide their disk behind it.
      boot.initrd.availableKernelModules = [ "vmd" ];
      environment.systemPackages = [
        pkgs.intel-gpu-tools
        pkgs.libva-utils
      ];
    };
}
