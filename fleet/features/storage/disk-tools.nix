{ mkFeature }:
mkFeature {
  title = "Disk tools";
  description = "What one reaches for when a disk is new, full or failing: partitions, health, speed, and where the space went.";
  category = "storage";

  options =
    { lib, ... }:
    {
      rescue = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether tools that save data from a failing disk are there as well.";
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
      environment.systemPackages =
        with pkgs;
        [
          gptfdisk
          hdparm
          ncdu
          nvme-cli
          parted
          smartmontools
        ]
        ++ lib.optionals cfg.rescue [
          ddrescue
          testdisk
        ];
    };
}
