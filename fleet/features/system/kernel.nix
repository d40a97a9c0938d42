{ mkFeature }:
mkFeature {
  title = "Kernel";
  description = "Which Linux kernel the host runs: the long-term one, the newest, or one tuned for desks.";
  category = "system";

  options =
    { lib, ... }:
    {
      flavour = lib.mkOption {
        type = lib.types.enum [
          "long-term"
          "latest"
          "zen"
          "hardened"
        ];
        default = "latest";
        description = "\"latest\" knows new hardware, but drivers from outside (NVIDIA, ZFS) may lag behind it; \"zen\" answers quicker under load.";
      };
      quiet = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether only errors show while it starts.";
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
      flavours = {
        long-term = pkgs.linuxPackages;
        latest = pkgs.linuxPackages_latest;
        zen = pkgs.linuxPackages_zen;
        hardened = pkgs.linuxPackages_hardened;
      };
    in
    {
      boot.kernelPackages = lib.mkOverride 900 flavours.${cfg.flavour};
      boot.consoleLogLevel = lib.mkIf cfg.quiet (lib.mkDefault 3);
      boot.kernelParams = lib.optional cfg.quiet "quiet";
    };
}
