{ mkFeature }:
mkFeature {
  title = "GitHub";
  description = "GitHub's command line, which also answers when Git asks for a password there.";
  category = "development";
  needs = [ "development.git" ];

  options =
    { lib, ... }:
    {
      protocol = lib.mkOption {
        type = lib.types.enum [
          "https"
          "ssh"
        ];
        default = "ssh";
        description = "How `gh` clones and pushes.";
      };
      dashboard = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether `gh dash` shows pull requests and issues in the terminal.";
      };
    };

  home =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      programs.gh = {
        enable = true;
        gitCredentialHelper.enable = false;
        settings.git_protocol = cfg.protocol;
        extensions = lib.optional cfg.dashboard pkgs.gh-dash;
      };
    };

  config =
    { lib, pkgs, ... }:
    let
      # Home Manager's helper works only where it also writes Git's configuration; here the host does.
      helper = [
        ""
        "${lib.getExe pkgs.gh} auth git-credential"
      ];
    in
    {
      programs.git.config = {
        credential."https://github.com".helper = helper;
        credential."https://gist.github.com".helper = helper;
      };
    };
}
