{ mkFeature }:
mkFeature {
  title = "Rescue tools";
  description = "Opens what is on broken disks of all makes, copies what can still be read, and gets deleted files back.";
  category = "installer";

  options =
    { lib, ... }:
    {
      fileSystems = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "btrfs"
            "exfat"
            "f2fs"
            "ntfs"
            "xfs"
          ]
        );
        default = [
          "btrfs"
          "exfat"
          "ntfs"
          "xfs"
        ];
        description = "File systems to read beside ext4 and FAT.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      boot.supportedFilesystems = lib.genAttrs cfg.fileSystems (_: true);
      boot.swraid.enable = true;
      environment.systemPackages = [
        pkgs.cryptsetup
        pkgs.ddrescue
        pkgs.nvme-cli
        pkgs.smartmontools
        pkgs.testdisk
      ];
    };
}
