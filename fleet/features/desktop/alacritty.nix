{ mkFeature }:
mkFeature {
  title = "Alacritty";
  description = "A plain, fast terminal that leaves tabs and splits to tmux or Zellij.";
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
      programs.alacritty = {
        enable = true;
        settings = {
          font = {
            size = cfg.fontSize;
            normal.family = "JetBrains Mono";
          };
          window = {
            padding = {
              x = 12;
              y = 12;
            };
            dynamic_title = true;
          };
          scrolling.history = 20000;
          cursor.style = {
            shape = "Beam";
            blinking = "On";
          };
          mouse.hide_when_typing = true;
        };
      };
    };
}
