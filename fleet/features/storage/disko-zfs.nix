{ mkFeature }:
mkFeature {
  title = "Disk layout: ZFS";
  description = "How to partition the disk: boot, one ZFS pool, swap where wanted, on one disk or mirrored on two. disko makes it so when the host is installed.";
  category = "storage";
  brings = [ "storage.zfs" ];
  conflicts = [
    {
      feature = "performance.swap";
      reason = "its swap file would lie on ZFS, which can not hold one; give the layout a swapSize instead.";
    }
  ];

  options =
    { lib, ... }:
    {
      device = lib.mkOption {
        type = lib.types.str;
        default = "/dev/disk/by-id/name-the-disk-here";
        example = "/dev/disk/by-id/nvme-Samsung_SSD_990_PRO_2TB_S000000000";
        description = "Disk to install on. All that is on it is lost when the layout is applied.";
      };
      mirror = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        description = "Second disk that holds the same; null is none.";
      };
      encryption = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether all but the boot partition is encrypted, with a passphrase asked for at boot.";
      };
      swapSize = lib.mkOption {
        type = lib.types.nullOr (lib.types.strMatching "[0-9]+[MG]");
        default = null;
        example = "16G";
        description = "Size of a swap partition; null is none.";
      };
      mounts = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether the host mounts what the layout describes. Only without file systems in hardware-configuration.nix: two sources for the same mount are an error.";
      };
    };

  config =
    { cfg, ... }:
    {
      disko = {
        enableConfig = cfg.mounts;
        devices = import ../../disks/zfs.nix {
          inherit (cfg)
            device
            encryption
            mirror
            swapSize
            ;
        };
      };
    };
}
