{ mkFeature }:
mkFeature {
  title = "Notifications";
  description = "Mako shows what programs have to say, and keeps quiet when asked to.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      corner = lib.mkOption {
        type = lib.types.enum [
          "top-right"
          "top-left"
          "top-center"
          "bottom-right"
          "bottom-left"
          "bottom-center"
        ];
        default = "top-right";
        description = "Where on the screen they appear.";
      };
      seconds = lib.mkOption {
        type = lib.types.ints.between 1 60;
        default = 6;
        description = "Seconds after which one goes away; urgent ones stay.";
      };
    };

  config =
    { pkgs, ... }:
    {
      # notify-send, for scripts.
      environment.systemPackages = [ pkgs.libnotify ];
    };

  home =
    { cfg, lib, ... }:
    {
      services.mako = {
        enable = true;
        settings = {
          anchor = cfg.corner;
          layer = "overlay";
          font = "Inter 11";
          width = 380;
          height = 160;
          margin = "12";
          padding = "14";
          border-size = 2;
          border-radius = 12;
          icons = true;
          max-icon-size = 48;
          max-visible = 4;
          markup = true;
          actions = true;
          default-timeout = cfg.seconds * 1000;
          group-by = "app-name,summary";
          background-color = lib.mkDefault "#181825f2";
          text-color = lib.mkDefault "#cdd6f4";
          border-color = lib.mkDefault "#89b4fa";
          progress-color = lib.mkDefault "over #313244";
          "urgency=low".default-timeout = 3000;
          "urgency=critical" = {
            border-color = lib.mkDefault "#f38ba8";
            default-timeout = 0;
          };
          "mode=do-not-disturb".invisible = 1;
        };
      };
      wayland.windowManager.hyprland.settings.bindd = [
        "$mod, N, Dismiss a notification, exec, makoctl dismiss"
        "$mod SHIFT, N, Show the last notification again, exec, makoctl restore"
        "$mod CTRL, N, Do not disturb, exec, makoctl mode -t do-not-disturb"
      ];
    };
}
