{ mkFeature }:
mkFeature {
  title = "Builds in memory";
  description = "Temporary files and builds stay in memory: quicker, and the disk is spared.";
  category = "performance";

  options =
    { lib, ... }:
    {
      percent = lib.mkOption {
        type = lib.types.ints.between 10 90;
        default = 50;
        description = "Share of the memory they may take.";
      };
      builds = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether Nix builds there, too. Large ones (browsers, kernels) need some 20 GiB.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      boot.tmp = {
        useTmpfs = true;
        tmpfsSize = "${toString cfg.percent}%";
      };
      nix.settings.build-dir = lib.mkIf cfg.builds "/nix/var/nix/builds";
      # A folder of its own: Nix builds in none that everybody can write to.
      fileSystems = lib.mkIf cfg.builds {
        "/nix/var/nix/builds" = {
          device = "tmpfs";
          fsType = "tmpfs";
          options = [
            "mode=0755"
            "size=${toString cfg.percent}%"
          ];
        };
      };
    };
}
