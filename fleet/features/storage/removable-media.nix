{ mkFeature }:
mkFeature {
  title = "Removable media";
  description = "Sticks, cards and foreign disks: people mount them without sudo, whatever system formatted them.";
  category = "storage";
  health = [ { unit = "udisks2.service"; } ];

  options =
    { lib, ... }:
    {
      formats = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "btrfs"
            "exfat"
            "ntfs"
            "xfs"
          ]
        );
        default = [
          "exfat"
          "ntfs"
        ];
        description = "File systems to understand beside ext4 and FAT.";
      };
      sharedFolder = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether media appear in /media for everybody, and not in a folder of the person who mounts them.";
      };
    };

  config =
    { cfg, ... }:
    {
      boot.supportedFilesystems = cfg.formats;
      services.udisks2 = {
        enable = true;
        mountOnMedia = cfg.sharedFolder;
      };
    };
}
