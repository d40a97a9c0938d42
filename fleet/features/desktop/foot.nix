{ mkFeature }:
mkFeature {
  title = "Foot";
  description = "A light terminal for Wayland; one process may serve all its windows.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      fontSize = lib.mkOption {
        type = lib.types.ints.between 6 32;
        default = 11;
        description = "Size of the text in points.";
      };
      server = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether one process serves all windows: they open at once, but fall together.";
      };
    };

  home =
    { cfg, ... }:
    {
      programs.foot = {
        enable = true;
        server.enable = cfg.server;
        settings = {
          main = {
            font = "JetBrains Mono:size=${toString cfg.fontSize}";
            pad = "12x12 center";
            dpi-aware = "no";
          };
          scrollback.lines = 20000;
          url.launch = "xdg-open \${url}";
          cursor = {
            style = "beam";
            blink = "yes";
          };
          mouse.hide-when-typing = "yes";
        };
      };
    };
}
