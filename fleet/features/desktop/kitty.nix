{ mkFeature }:
mkFeature {
  title = "Kitty";
  description = "A terminal that draws on the graphics card, with tabs, splits and pictures.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      fontSize = lib.mkOption {
        type = lib.types.ints.between 6 32;
        default = 11;
        description = "Size of the text in points.";
      };
    };

  home =
    { cfg, ... }:
    {
      programs.kitty = {
        enable = true;
        font = {
          name = "JetBrains Mono";
          size = cfg.fontSize;
        };
        shellIntegration.mode = "no-cursor";
        settings = {
          scrollback_lines = 20000;
          enable_audio_bell = false;
          window_padding_width = 10;
          tab_bar_edge = "top";
          tab_bar_style = "powerline";
          enabled_layouts = "splits,stack";
          cursor_shape = "beam";
          confirm_os_window_close = 0;
          update_check_interval = 0;
        };
        keybindings = {
          "ctrl+shift+minus" = "launch --location=hsplit --cwd=current";
          "ctrl+shift+backslash" = "launch --location=vsplit --cwd=current";
          "ctrl+shift+z" = "toggle_layout stack";
        };
      };
    };
}
