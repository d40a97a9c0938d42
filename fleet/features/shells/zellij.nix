{ mkFeature }:
mkFeature {
  title = "Zellij";
  description = "Panes and tabs in the terminal that show their keys while one learns them.";
  category = "shells";

  options =
    { lib, ... }:
    {
      autoStart = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether each new shell opens in it.";
      };
      locked = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether it starts locked, so that its keys reach the programs inside until Ctrl+G.";
      };
      theme = lib.mkOption {
        type = lib.types.str;
        default = "catppuccin-mocha";
        description = "One of the themes that come with Zellij.";
      };
    };

  home =
    { cfg, lib, ... }:
    {
      programs.zellij = {
        enable = true;
        enableBashIntegration = cfg.autoStart;
        enableFishIntegration = cfg.autoStart;
        enableZshIntegration = cfg.autoStart;
        settings = {
          theme = lib.mkDefault cfg.theme;
          default_mode = if cfg.locked then "locked" else "normal";
          pane_frames = false;
          session_serialization = true;
          show_startup_tips = false;
        };
      };
    };
}
