{ mkFeature }:
mkFeature {
  title = "Use of swap";
  description = "How readily memory is moved out, and what the kernel keeps of files instead, by what the host is for.";
  category = "performance";

  options =
    { lib, ... }:
    {
      for = lib.mkOption {
        type = lib.types.enum [
          "auto"
          "zram"
          "disk"
          "database"
        ];
        default = "auto";
        description = "What swap there is: compressed memory, which is used readily; a disk, which is used late; or none that a database should ever wait for. \"auto\" sees whether memory is compressed here.";
      };
      keepFreeMiB = lib.mkOption {
        type = lib.types.ints.between 16 4096;
        default = 64;
        description = "Memory that is always free, for network cards and disks that cannot wait.";
      };
    };

  config =
    { cfg, config, ... }:
    let
      chosen =
        if cfg.for != "auto" then
          cfg.for
        else if config.features.performance.memory.enable then
          "zram"
        else
          "disk";
    in
    {
      boot.kernel.sysctl = {
        "vm.min_free_kbytes" = cfg.keepFreeMiB * 1024;
        "vm.swappiness" =
          {
            zram = 150;
            disk = 20;
            database = 1;
          }
          .${chosen};
        "vm.vfs_cache_pressure" = if chosen == "database" then 100 else 50;
      };
    };
}
