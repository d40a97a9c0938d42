# One disk or two with ZFS for disko: boot partition, swap where wanted, the rest one pool.
{
  # The disk, best by its name in /dev/disk/by-id: other names can change places.
  device,
  # A second disk that holds the same; null is none. The boot partition is on the first one only.
  mirror ? null,
  # Whether the pool is encrypted, with a passphrase asked for at boot.
  encryption ? false,
  # Size of the swap partition as "16G"; null is none. ZFS can not hold swap itself.
  swapSize ? null,
  bootSize ? "1G",
  pool ? "rpool",
  # Space nobody can use up: a pool that is full to the last block is hard to empty.
  reserved ? "8G",
}:
let
  member = {
    size = "100%";
    content = {
      type = "zfs";
      inherit pool;
    };
  };

  mounted = mountpoint: {
    type = "zfs_fs";
    inherit mountpoint;
    # NixOS mounts it, not ZFS.
    options.mountpoint = "legacy";
  };
in
{
  disk = {
    main = {
      type = "disk";
      inherit device;
      content = {
        type = "gpt";
        partitions = {
          boot = {
            priority = 1;
            size = bootSize;
            # EFI system partition.
            type = "EF00";
            content = {
              type = "filesystem";
              format = "vfat";
              mountpoint = "/boot";
              mountOptions = [ "umask=0077" ];
              extraArgs = [
                "-n"
                "boot"
              ];
            };
          };
          zfs = member;
        }
        // (
          if swapSize == null then
            { }
          else
            {
              swap = {
                priority = 2;
                size = swapSize;
                content = {
                  type = "swap";
                  discardPolicy = "both";
                  randomEncryption = encryption;
                };
              };
            }
        );
      };
    };
  }
  // (
    if mirror == null then
      { }
    else
      {
        mirror = {
          type = "disk";
          device = mirror;
          content = {
            type = "gpt";
            partitions.zfs = member;
          };
        };
      }
  );

  zpool.${pool} = {
    type = "zpool";
    mode = if mirror == null then "" else "mirror";
    options = {
      ashift = "12";
      autotrim = "on";
    };
    rootFsOptions = {
      acltype = "posixacl";
      atime = "off";
      canmount = "off";
      compression = "zstd";
      mountpoint = "none";
      xattr = "sa";
    }
    // (
      if encryption then
        {
          encryption = "aes-256-gcm";
          keyformat = "passphrase";
          keylocation = "prompt";
        }
      else
        { }
    );
    datasets = {
      root = mounted "/";
      home = mounted "/home";
      # Can be had again from the configuration: apart from what snapshots keep.
      nix = mounted "/nix";
      var = mounted "/var";
      reserved = {
        type = "zfs_fs";
        options = {
          canmount = "off";
          mountpoint = "none";
          refreservation = reserved;
        };
      };
    };
  };
}
