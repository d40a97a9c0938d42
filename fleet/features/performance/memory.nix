{ mkFeature }:
mkFeature {
  title = "Compressed memory";
  description = "Keeps seldom used memory compressed instead of on the disk, by how much the host has.";
  category = "performance";
  health = [ { unit = "systemd-zram-setup@zram0.service"; } ];

  options =
    { lib, ... }:
    {
      memoryGiB = lib.mkOption {
        type = lib.types.ints.between 1 2048;
        default = 16;
        description = "Memory of the host.";
      };
      percent = lib.mkOption {
        type = lib.types.nullOr (lib.types.ints.between 5 150);
        default = null;
        description = "Share of the memory that may be compressed; null goes by its size: all of 4 GiB, half of 16, an eighth of 128.";
      };
      algorithm = lib.mkOption {
        type = lib.types.enum [
          "zstd"
          "lz4"
        ];
        default = "zstd";
        description = "\"zstd\" makes it smaller, \"lz4\" is quicker.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      fitting =
        if cfg.memoryGiB <= 4 then
          100
        else if cfg.memoryGiB <= 16 then
          50
        else if cfg.memoryGiB <= 64 then
          25
        else
          12;
    in
    {
      zramSwap = {
        enable = true;
        inherit (cfg) algorithm;
        memoryPercent = if cfg.percent == null then fitting else cfg.percent;
      };
      boot.kernel.sysctl = {
        # One page at a time: nothing is gained by reading ahead where nothing is far away.
        "vm.page-cluster" = 0;
        "vm.watermark_boost_factor" = 0;
        "vm.watermark_scale_factor" = 125;
      };
    };
}
