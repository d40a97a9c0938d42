{ mkFeature }:
mkFeature {
  title = "Launcher";
  description = "Fuzzel: type a few letters of a program and press Return. Other features use it for their lists.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      lines = lib.mkOption {
        type = lib.types.ints.between 5 30;
        default = 12;
        description = "How many programs it lists at once.";
      };
    };

  home =
    {
      cfg,
      config,
      lib,
      ...
    }:
    {
      programs.fuzzel = {
        enable = true;
        settings = {
          main = {
            font = "Inter:size=13";
            prompt = "\"❯ \"";
            icon-theme = lib.mkDefault "Papirus";
            terminal = "${config.features.desktop.hyprland.terminal} -e";
            lines = cfg.lines;
            width = 44;
            horizontal-pad = 24;
            vertical-pad = 16;
            inner-pad = 8;
            layer = "overlay";
          };
          border = {
            width = 2;
            radius = 12;
          };
          colors = lib.mapAttrs (_: lib.mkDefault) {
            background = "1e1e2ef2";
            text = "cdd6f4ff";
            prompt = "89b4faff";
            placeholder = "585b70ff";
            input = "cdd6f4ff";
            match = "89b4faff";
            selection = "313244ff";
            selection-text = "cdd6f4ff";
            selection-match = "89b4faff";
            border = "89b4faff";
          };
        };
      };
      wayland.windowManager.hyprland.settings.bindd = [
        "$mod, D, Start a program, exec, fuzzel"
        "$mod, R, Run a command, exec, fuzzel --list-executables-in-path"
      ];
    };
}
