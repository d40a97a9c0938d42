{ mkFeature }:
mkFeature {
  title = "Zsh";
  description = "Zsh with completion, a history that all terminals share, suggestions while one types, and colours that show mistakes.";
  category = "shells";

  options =
    { lib, ... }:
    {
      defaultShell = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether people get it when they log in.";
      };
      suggestions = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether it suggests the rest of a command.";
      };
      highlighting = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether commands are coloured while they are typed.";
      };
      historySize = lib.mkOption {
        type = lib.types.ints.between 1000 10000000;
        default = 100000;
        description = "Commands to remember.";
      };
      keys = lib.mkOption {
        type = lib.types.enum [
          "emacs"
          "viins"
        ];
        default = "emacs";
        description = "Keys of its command line; \"viins\" is vi, beginning in insert mode.";
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
      programs.zsh = {
        enable = true;
        # Completion is set up once, by each person's own configuration.
        enableGlobalCompInit = false;
      };
      # Stronger than the default of NixOS, weaker than the word of a host.
      users.defaultUserShell = lib.mkIf cfg.defaultShell (lib.mkOverride 900 pkgs.zsh);
    };

  home =
    { cfg, ... }:
    {
      programs.zsh = {
        enable = true;
        enableCompletion = true;
        autocd = true;
        autosuggestion = {
          enable = cfg.suggestions;
          strategy = [
            "history"
            "completion"
          ];
        };
        syntaxHighlighting.enable = cfg.highlighting;
        historySubstringSearch.enable = true;
        defaultKeymap = cfg.keys;
        history = {
          size = cfg.historySize;
          save = cfg.historySize;
          expireDuplicatesFirst = true;
          extended = true;
          ignoreAllDups = true;
          ignoreSpace = true;
          share = true;
        };
        initContent = ''
          # Small letters find capitals too, and the menu can be walked with the arrows.
          zstyle ':completion:*' matcher-list 'm:{a-z}={A-Z}'
          zstyle ':completion:*' menu select
        '';
      };
    };
}
