{ mkFeature }:
mkFeature {
  title = "Disk schedulers";
  description = "Gives each kind of disk the queue that suits it, and keeps large writes from holding up small reads.";
  category = "performance";

  options =
    { lib, ... }:
    let
      scheduler =
        default: what:
        lib.mkOption {
          type = lib.types.enum [
            "none"
            "mq-deadline"
            "kyber"
            "bfq"
          ];
          inherit default;
          description = "Queue of ${what}.";
        };
    in
    {
      nvme = scheduler "none" "NVMe disks";
      ssd = scheduler "mq-deadline" "SSDs on SATA";
      hdd = scheduler "bfq" "spinning disks";
      dirtyMiB = lib.mkOption {
        type = lib.types.ints.between 64 8192;
        default = 512;
        description = "Data that may wait to be written before programs have to.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.udev.extraRules = ''
        ACTION=="add|change", KERNEL=="nvme[0-9]*n[0-9]*", ENV{DEVTYPE}=="disk", ATTR{queue/scheduler}="${cfg.nvme}"
        ACTION=="add|change", KERNEL=="sd[a-z]*", ENV{DEVTYPE}=="disk", ATTR{queue/rotational}=="0", ATTR{queue/scheduler}="${cfg.ssd}"
        ACTION=="add|change", KERNEL=="sd[a-z]*", ENV{DEVTYPE}=="disk", ATTR{queue/rotational}=="1", ATTR{queue/scheduler}="${cfg.hdd}", ATTR{queue/read_ahead_kb}="1024"
      '';
      boot.kernelModules = [
        "bfq"
        "kyber-iosched"
      ];
      boot.kernel.sysctl = {
        "vm.dirty_bytes" = cfg.dirtyMiB * 1048576;
        "vm.dirty_background_bytes" = cfg.dirtyMiB * 262144;
      };
    };
}
