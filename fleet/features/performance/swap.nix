{ mkFeature }:
mkFeature {
  title = "Swap";
  description = "A swap file of a size that fits, and how readily it is used.";
  category = "performance";

  options =
    { lib, ... }:
    {
      sizeMiB = lib.mkOption {
        type = lib.types.ints.between 0 262144;
        default = 4096;
        description = "Size of the swap file; 0 makes none. A laptop that hibernates needs as much as its memory.";
      };
      file = lib.mkOption {
        type = lib.types.str;
        default = "/var/lib/swapfile";
        description = "Where it lies. Not on ZFS.";
      };
      readiness = lib.mkOption {
        type = lib.types.ints.between 0 200;
        default = 20;
        description = "How readily memory is moved out (vm.swappiness). With compressed memory, 100 and more is right.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      swapDevices = lib.optional (cfg.sizeMiB > 0) {
        device = cfg.file;
        size = cfg.sizeMiB;
        # Only once compressed memory is full.
        priority = 1;
      };
      boot.kernel.sysctl = {
        "vm.swappiness" = cfg.readiness;
        "vm.vfs_cache_pressure" = 50;
      };
    };
}
