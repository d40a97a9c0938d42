{ mkFeature }:
mkFeature {
  title = "tmux";
  description = "Several terminals in one, which go on when the connection is lost; sessions can come back after a restart.";
  category = "shells";

  options =
    { lib, ... }:
    {
      prefix = lib.mkOption {
        type = lib.types.enum [
          "C-a"
          "C-b"
          "C-Space"
        ];
        default = "C-a";
        description = "Key that begins tmux's commands.";
      };
      keys = lib.mkOption {
        type = lib.types.enum [
          "emacs"
          "vi"
        ];
        default = "vi";
        description = "Keys for copying and moving.";
      };
      restore = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether sessions are saved every quarter of an hour and come back when tmux starts.";
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
      programs.tmux = {
        enable = true;
        prefix = cfg.prefix;
        keyMode = cfg.keys;
        baseIndex = 1;
        clock24 = true;
        escapeTime = 10;
        focusEvents = true;
        historyLimit = 50000;
        mouse = true;
        terminal = "tmux-256color";
        plugins = [
          { plugin = pkgs.tmuxPlugins.yank; }
        ]
        ++ lib.optionals cfg.restore [
          { plugin = pkgs.tmuxPlugins.resurrect; }
          {
            # Has to come last: it hooks into the status line that the others may change.
            plugin = pkgs.tmuxPlugins.continuum;
            extraConfig = ''
              set -g @continuum-restore 'on'
              set -g @continuum-save-interval '15'
            '';
          }
        ];
        extraConfig = ''
          set -ga terminal-overrides ",*:RGB"
          set -g renumber-windows on
          # A new pane starts where the old one is.
          bind '"' split-window -v -c "#{pane_current_path}"
          bind % split-window -h -c "#{pane_current_path}"
          bind c new-window -c "#{pane_current_path}"
        '';
      };
    };
}
