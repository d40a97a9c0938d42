{ mkFeature }:
mkFeature {
  title = "Disk encryption";
  description = "Opens an encrypted disk at boot, by passphrase, by the computer's TPM or by a security key.";
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
          "tpm2"
          "fido2"
        ];
        default = "passphrase";
        description = "What opens it. The passphrase goes on to work beside the others, which `systemd-cryptenroll` has to add first.";
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
      # The older first stage knows neither TPM nor security keys, and asks without a picture.
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
