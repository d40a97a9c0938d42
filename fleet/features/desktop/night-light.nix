{ mkFeature }:
mkFeature {
  title = "Night light";
  description = "Makes the screen warmer in the evening; Super+F8 shows true colours for a while.";
  category = "desktop";
  needs = [ "desktop.hyprland" ];

  options =
    { lib, ... }:
    {
      temperature = lib.mkOption {
        type = lib.types.ints.between 2500 6000;
        default = 4000;
        description = "Colour temperature at night in kelvins; lower is warmer.";
      };
      from = lib.mkOption {
        type = lib.types.strMatching "[0-2]?[0-9]:[0-5][0-9]";
        default = "20:30";
        description = "When the evening begins.";
      };
      to = lib.mkOption {
        type = lib.types.strMatching "[0-2]?[0-9]:[0-5][0-9]";
        default = "7:00";
        description = "When the day begins.";
      };
    };

  home =
    { cfg, ... }:
    {
      services.hyprsunset = {
        enable = true;
        settings.profile = [
          {
            time = cfg.to;
            identity = true;
          }
          {
            time = cfg.from;
            temperature = cfg.temperature;
          }
        ];
      };
      wayland.windowManager.hyprland.settings.bindd = [
        "$mod, F8, True colours, exec, hyprctl hyprsunset identity"
        "$mod SHIFT, F8, Warm colours, exec, hyprctl hyprsunset temperature ${toString cfg.temperature}"
      ];
    };
}
