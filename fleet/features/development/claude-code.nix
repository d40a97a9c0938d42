{ mkFeature }:
mkFeature {
  title = "Claude Code";
  description = "Anthropic's coding assistant for the terminal, with settings of the host that nobody can loosen. Not free software.";
  category = "development";
  brings = [ "development.git" ];

  options =
    { lib, ... }:
    {
      login = lib.mkOption {
        type = lib.types.enum [
          "account"
          "api-key"
        ];
        default = "account";
        description = "Who pays: each person's own account, or the host's API key (needs ai.anthropic).";
      };
      allowUnattended = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether it may be started in the mode that asks nobody before it acts.";
      };
      askFirst = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "Bash(git push:*)"
          "Bash(sudo:*)"
        ];
        description = "What it always asks about, in Claude Code's words for permissions.";
      };
      deny = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "Read(//run/agenix/**)"
          "Read(//run/agenix.d/**)"
          "Read(~/.ssh/**)"
          "Read(**/.env)"
        ];
        description = "What it may never do, in Claude Code's words for permissions.";
      };
      telemetry = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether it reports usage and errors to its maker.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      pkgs,
      ...
    }:
    let
      paysByKey = cfg.login == "api-key";
      settings = {
        permissions = {
          ask = cfg.askFirst;
          deny = cfg.deny;
        }
        // lib.optionalAttrs (!cfg.allowUnattended) { disableBypassPermissionsMode = "disable"; };
        env = {
          # New versions come with nixpkgs; the store cannot be written to.
          DISABLE_AUTOUPDATER = "1";
        }
        // lib.optionalAttrs (!cfg.telemetry) {
          DISABLE_ERROR_REPORTING = "1";
          DISABLE_TELEMETRY = "1";
        };
      }
      // lib.optionalAttrs paysByKey {
        # Run by Claude Code when it needs the key, so that no file holds a copy.
        apiKeyHelper = "${pkgs.coreutils}/bin/cat ${config.age.secrets.api-anthropic.path}";
      };
    in
    {
      assertions = [
        {
          assertion = paysByKey -> config.features.ai.anthropic.enable;
          message = "features.development.claude-code.login is \"api-key\", which needs features.ai.anthropic: enable it too, or use \"account\".";
        }
      ];

      environment.systemPackages = [ pkgs.claude-code ];
      environment.etc."claude-code/managed-settings.json".text = builtins.toJSON settings;
    };
}
