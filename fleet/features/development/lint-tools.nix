{ mkFeature }:
mkFeature {
  title = "Linters and commit checks";
  description = "Checkers for shell, YAML, Markdown, workflows and container files, and pre-commit to run them before each commit.";
  category = "development";
  brings = [ "development.git" ];

  options =
    { lib, ... }:
    {
      secretScan = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether new clones get a hook that refuses to commit what looks like a password or key.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      environment.systemPackages = [
        pkgs.actionlint
        pkgs.editorconfig-checker
        pkgs.gitleaks
        pkgs.hadolint
        pkgs.markdownlint-cli2
        pkgs.pre-commit
        pkgs.shellcheck
        pkgs.shfmt
        pkgs.typos
        pkgs.yamllint
      ];
      programs.git.config = lib.mkIf cfg.secretScan { init.templateDir = "/etc/git/template"; };
      # Git copies it into each repository that is cloned or made from now on, so it names nothing that could be
      # collected as garbage. A hook that pre-commit installs takes its place.
      environment.etc."git/template/hooks/pre-commit" = lib.mkIf cfg.secretScan {
        mode = "0755";
        text = ''
          #!/bin/sh
          if command -v gitleaks >/dev/null; then
            exec gitleaks git --pre-commit --staged --redact --no-banner
          fi
          echo "gitleaks is not installed here: this commit was not searched for secrets." >&2
        '';
      };
    };
}
