# Hardware an image is for, as modules.
{
  any = { };

  # A picture on Radeon cards from the start.
  amd.boot = {
    initrd.kernelModules = [ "amdgpu" ];
    kernelParams = [
      "amdgpu.cik_support=1"
      "radeon.cik_support=0"
    ];
  };

  # A picture on Intel graphics from the start, and disks behind Intel's RAID.
  intel.boot.initrd = {
    kernelModules = [ "i915" ];
    availableKernelModules = [ "vmd" ];
  };

  # A picture on NVIDIA cards with the free driver; newer cards run at a crawl without their own firmware.
  nvidia.boot = {
    initrd.kernelModules = [ "nouveau" ];
    kernelParams = [ "nouveau.config=NvGspRm=1" ];
  };
}
