{ mkFeature }:
mkFeature {
  title = "MCP servers";
  description = "Tools for Claude Code, chosen by the host: NixOS options and packages, GitHub, a browser, Terraform. While this is on, people cannot add servers of their own.";
  category = "ai";
  needs = [ "development.claude-code" ];

  options =
    { lib, ... }:
    {
      servers = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "browser"
            "github"
            "nixos"
            "terraform"
          ]
        );
        default = [ "nixos" ];
        description = "Tools to offer.";
      };
      githubReadOnly = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether the one for GitHub may only look.";
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
      github = pkgs.writeShellApplication {
        name = "mcp-github";
        runtimeInputs = [
          pkgs.gh
          pkgs.github-mcp-server
        ];
        text = ''
          # The person's own login at GitHub; nothing of it is written down.
          if ! GITHUB_PERSONAL_ACCESS_TOKEN=$(gh auth token); then
            echo "Log in first: gh auth login" >&2
            exit 1
          fi
          export GITHUB_PERSONAL_ACCESS_TOKEN
          exec github-mcp-server stdio ${lib.optionalString cfg.githubReadOnly "--read-only"}
        '';
      };
      servers = {
        browser = {
          command = lib.getExe pkgs.playwright-mcp;
          args = [ "--headless" ];
        };
        github.command = lib.getExe github;
        nixos.command = lib.getExe pkgs.mcp-nixos;
        terraform = {
          command = lib.getExe pkgs.terraform-mcp-server;
          args = [ "stdio" ];
        };
      };
    in
    {
      environment.etc."claude-code/managed-mcp.json".text = builtins.toJSON {
        mcpServers = lib.getAttrs (lib.unique cfg.servers) servers;
      };
    };
}
