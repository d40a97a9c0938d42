{ mkFeature }:
mkFeature {
  title = "Swap file";
  description = "Room on the disk for what memory has no room for, where there is no partition for it.";
  category = "storage";

  options =
    { lib, ... }:
    {
      size = lib.mkOption {
        type = lib.types.ints.between 1 512;
        default = 8;
        description = "GiB.";
      };
      path = lib.mkOption {
        type = lib.types.str;
        default = "/var/swapfile";
        description = "The file; it is made when it is missing.";
      };
      encrypted = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether it is encrypted with a new key at every boot. Then the host can not hibernate into it.";
      };
    };

  config =
    { cfg, ... }:
    {
      swapDevices = [
        {
          device = cfg.path;
          size = cfg.size * 1024;
          randomEncryption.enable = cfg.encrypted;
          # After zram, which is faster and has 5.
          priority = 1;
        }
      ];
    };
}
