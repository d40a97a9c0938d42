{ mkFeature }:
mkFeature {
  title = "Build sandbox";
  description = "A build sees nothing of the host but what it declares, and fails on a host that cannot shut it in.";
  category = "nix";

  options =
    { lib, ... }:
    {
      cgroups = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether each build has a control group and user ids of its own.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      nix.settings = {
        sandbox = true;
        sandbox-fallback = false;
        auto-allocate-uids = lib.mkIf cfg.cgroups true;
        use-cgroups = lib.mkIf cfg.cgroups true;
        experimental-features = lib.optionals cfg.cgroups [
          "auto-allocate-uids"
          "cgroups"
        ];
      };
    };
}
