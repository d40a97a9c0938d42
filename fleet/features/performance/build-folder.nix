{ mkFeature }:
mkFeature {
  title = "Builds in memory";
  description = "Nix builds in memory: quicker, and the disk is spared. What does not fit fails, so give it room.";
  category = "performance";

  options =
    { lib, ... }:
    {
      percent = lib.mkOption {
        type = lib.types.ints.between 10 90;
        default = 50;
        description = "Share of the memory that builds may take. Browsers and kernels need some 20 GiB.";
      };
    };

  config =
    { cfg, ... }:
    {
      nix.settings.build-dir = "/nix/var/nix/builds";
      # A file system of its own, which only root writes to: Nix refuses folders that everybody can write to.
      fileSystems."/nix/var/nix/builds" = {
        device = "tmpfs";
        fsType = "tmpfs";
        options = [
          "mode=0755"
          "size=${toString cfg.percent}%"
        ];
      };
    };
}
