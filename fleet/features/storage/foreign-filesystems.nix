{ mkFeature }:
mkFeature {
  title = "Foreign file systems";
  description = "Reads and writes disks that another system formatted, and can check and format them.";
  category = "storage";

  options =
    { lib, ... }:
    {
      formats = lib.mkOption {
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
        description = "File systems to understand beside ext4 and FAT.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    let
      tools = {
        btrfs = pkgs.btrfs-progs;
        exfat = pkgs.exfatprogs;
        f2fs = pkgs.f2fs-tools;
        ntfs = pkgs.ntfs3g;
        xfs = pkgs.xfsprogs;
      };
    in
    {
      boot.supportedFilesystems = lib.genAttrs cfg.formats (_: true);
      environment.systemPackages = map (format: tools.${format}) (lib.unique cfg.formats);
    };
}
