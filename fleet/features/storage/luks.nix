{ mkFeature }:
mkFeature {
  title = "Disk encryption";
  description = "Opens an encrypted disk at boot, by passphrase or by a security key.";
  category = "storage";

  options =
    { lib, ... }:
    {
      name = lib.mkOption {
        type = lib.types.str;
        default = "cryptroot";
        description = "Name of the open disk, in /dev/mapper.";
      };
      device = lib.mkOption {
        type = lib.types.str;
        default = "/dev/disk/by-partlabel/disk-main-root";
        description = "The encrypted partition. The default is the one that storage.disko-ext4 makes.";
      };
      unlock = lib.mkOption {
        type = lib.types.enum [
          "passphrase"
          "fido2"
        ];
        default = "passphrase";
        description = "What opens it. A key is added with `systemd-cryptenroll --fido2-device=auto` first, and the passphrase goes on to work beside it.";
      };
      discards = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether the SSD is told what is free. It shows a thief how full the disk is.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      # The older first stage does not know keys that systemd enrolled.
      boot.initrd.systemd.enable = lib.mkDefault true;
      boot.initrd.luks.devices.${cfg.name} = {
        device = lib.mkDefault cfg.device;
        allowDiscards = lib.mkDefault cfg.discards;
        # An SSD is faster than the queues that were made for turning disks.
        bypassWorkqueues = true;
        crypttabExtraOpts = lib.optional (cfg.unlock != "passphrase") "${cfg.unlock}-device=auto";
      };
    };
}
