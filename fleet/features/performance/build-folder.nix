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
      nix.settings.build-dir = lib.mkIf cfg.builds "/tmp/nix-builds";
      systemd.tmpfiles.rules = lib.optional cfg.builds "d /tmp/nix-builds 0755 root root -";
    };
}
