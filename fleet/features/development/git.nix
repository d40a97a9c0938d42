{ mkFeature }:
mkFeature {
  title = "Git";
  description = "Git with sane defaults, and GitHub's command line.";
  category = "development";

  options =
    { lib, ... }:
    {
      defaultBranch = lib.mkOption {
        type = lib.types.str;
        default = "main";
        description = "Name of the first branch in a new repository.";
      };
      lfs = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether large files go through Git LFS.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      programs.git = {
        enable = true;
        lfs.enable = cfg.lfs;
        config = {
          init.defaultBranch = cfg.defaultBranch;
          pull.ff = "only";
        };
      };
      environment.systemPackages = [ pkgs.gh ];
    };
}
