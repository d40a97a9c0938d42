{ mkFeature }:
mkFeature {
  title = "Git";
  description = "Git with defaults that keep a history straight, and readable differences.";
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
      pager = lib.mkOption {
        type = lib.types.enum [
          "delta"
          "less"
        ];
        default = "delta";
        description = "What shows differences: delta colours them by language.";
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
      useDelta = cfg.pager == "delta";
    in
    {
      programs.git = {
        enable = true;
        lfs.enable = cfg.lfs;
        config = {
          init.defaultBranch = cfg.defaultBranch;
          pull.ff = "only";
          fetch.prune = true;
          push.autoSetupRemote = true;
          rebase.autoStash = true;
          rerere.enabled = true;
          diff.algorithm = "histogram";
          merge.conflictStyle = "zdiff3";
        }
        // lib.optionalAttrs useDelta {
          core.pager = "delta";
          interactive.diffFilter = "delta --color-only";
          delta.navigate = true;
        };
      };
      environment.systemPackages = lib.optional useDelta pkgs.delta;
    };
}
