{ mkFeature }:
mkFeature {
  title = "Bash";
  description = "Bash with a long history that all terminals share, completion, and the hooks of the tools beside it.";
  category = "shells";

  options =
    { lib, ... }:
    {
      historySize = lib.mkOption {
        type = lib.types.ints.between 1000 10000000;
        default = 100000;
        description = "Commands to remember.";
      };
    };

  home =
    { cfg, ... }:
    {
      programs.bash = {
        enable = true;
        historySize = cfg.historySize;
        historyFileSize = cfg.historySize;
        historyControl = [
          "erasedups"
          "ignorespace"
        ];
        shellOptions = [
          "autocd"
          "checkwinsize"
          "cmdhist"
          "globstar"
          "histappend"
        ];
      };
      # Arrow keys look for commands that begin like what is typed.
      programs.readline = {
        enable = true;
        bindings = {
          "\\e[A" = "history-search-backward";
          "\\e[B" = "history-search-forward";
        };
        variables = {
          colored-stats = true;
          completion-ignore-case = true;
          show-all-if-ambiguous = true;
        };
      };
    };
}
