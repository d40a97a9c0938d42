{ mkFeature }:
mkFeature {
  title = "Hibernation";
  description = "Suspends to memory first, and to disk after a while: open programs outlast an empty battery.";
  category = "hardware";
  conflicts = [
    {
      feature = "security.hardening";
      reason = "it protects the kernel's image, and a hibernated system would be a way around that.";
    }
  ];

  options =
    { lib, ... }:
    {
      swap = lib.mkOption {
        type = lib.types.str;
        default = "/dev/disk/by-label/swap";
        description = "Swap partition, at least as large as the memory in use.";
      };
      delay = lib.mkOption {
        type = lib.types.strMatching "[0-9]+(min|h)";
        default = "2h";
        description = "How long it stays in memory before it goes to disk.";
      };
    };

  config =
    { cfg, ... }:
    {
      swapDevices = [
        {
          device = cfg.swap;
          # Compressed memory, where there is some, is faster and goes first.
          priority = 1;
        }
      ];
      boot.resumeDevice = cfg.swap;
      systemd.sleep.extraConfig = ''
        AllowHibernation=yes
        AllowSuspendThenHibernate=yes
        HibernateDelaySec=${cfg.delay}
      '';
    };
}
