{ mkFeature }:
mkFeature {
  title = "Huge pages";
  description = "Memory in larger pieces for programs that take much of it: databases, virtual machines, language models.";
  category = "performance";

  options =
    { lib, ... }:
    {
      mode = lib.mkOption {
        type = lib.types.enum [
          "madvise"
          "always"
        ];
        default = "madvise";
        description = "Who gets them: those that ask, or everybody.";
      };
      reserved = lib.mkOption {
        type = lib.types.ints.between 0 65536;
        default = 0;
        description = "Pages of 2 MiB set aside from the start, for virtual machines that want fixed ones.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      boot.kernelParams = [ "transparent_hugepage=${cfg.mode}" ];
      boot.kernel.sysctl = lib.mkIf (cfg.reserved > 0) { "vm.nr_hugepages" = cfg.reserved; };
      systemd.tmpfiles.rules = [
        # Looking for room must not hold up the program that asked.
        "w /sys/kernel/mm/transparent_hugepage/defrag - - - - defer+madvise"
      ];
    };
}
