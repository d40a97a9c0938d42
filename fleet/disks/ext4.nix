# One disk with ext4 for disko: boot partition, swap where wanted, the rest one file system. Labels are those that
# the hosts' hardware-configuration.nix looks for.
{
  # The disk, best by its name in /dev/disk/by-id: other names can change places.
  device,
  # Whether all but the boot partition is encrypted, with a passphrase asked for at boot.
  encryption ? false,
  # Size of the swap partition as "16G"; null is none.
  swapSize ? null,
  bootSize ? "1G",
}:
let
  root = {
    type = "filesystem";
    format = "ext4";
    mountpoint = "/";
    mountOptions = [ "noatime" ];
    extraArgs = [
      "-L"
      "nixos"
    ];
  };
in
{
  disk.main = {
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
        root = {
          size = "100%";
          content =
            if encryption then
              {
                type = "luks";
                name = "cryptroot";
                # Lets the SSD know what is free; tells a thief how full the disk is, not what is on it.
                settings.allowDiscards = true;
                content = root;
              }
            else
              root;
        };
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
                # A new key at every boot: nothing to ask for, nothing to hibernate to.
                randomEncryption = encryption;
              };
            };
          }
      );
    };
  };
}
