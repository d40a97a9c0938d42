{ mkFeature }:
mkFeature {
  title = "direnv";
  description = "Enters a project's development shell on changing into its folder, and keeps it from being collected as garbage.";
  category = "development";

  options =
    { lib, ... }:
    {
      silent = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether it changes variables without telling which.";
      };
    };

  config =
    { cfg, ... }:
    {
      programs.direnv = {
        enable = true;
        silent = cfg.silent;
        # `use flake` from a cache: a shell that was entered once opens at once, also without a network.
        nix-direnv.enable = true;
      };
    };
}
