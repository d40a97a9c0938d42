{ mkFeature }:
mkFeature {
  title = "Screen lock";
  description = "Hyprlock asks for the password; hypridle locks, darkens and suspends a host that nobody uses.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      lockAfter = lib.mkOption {
        type = lib.types.ints.between 1 120;
        default = 10;
        description = "Minutes without a key or a touch until the screen locks.";
      };
      suspendAfter = lib.mkOption {
        type = lib.types.nullOr (lib.types.ints.between 5 720);
        default = null;
        description = "Minutes until the host suspends; null for a host that others use over the network.";
      };
    };

  config = {
    # Its entry in PAM, without which no password is right.
    programs.hyprlock.enable = true;
  };

  home =
    {
      cfg,
      config,
      lib,
      ...
    }:
    {
      programs.hyprlock = {
        enable = true;
        package = null;
        settings = {
          "$base" = lib.mkDefault "rgb(1e1e2e)";
          "$text" = lib.mkDefault "rgb(cdd6f4)";
          "$subtle" = lib.mkDefault "rgb(585b70)";
          "$accent" = lib.mkDefault "rgb(89b4fa)";
          "$wrong" = lib.mkDefault "rgb(f38ba8)";

          general = {
            hide_cursor = true;
            ignore_empty_input = true;
          };
          auth.fingerprint.enabled = config.features.hardware.fingerprint.enable;
          background = {
            color = "$base";
            path = "screenshot";
            blur_passes = 3;
            blur_size = 8;
            brightness = 0.6;
          };
          label = [
            {
              text = "$TIME";
              color = "$text";
              font_family = "Inter";
              font_size = 96;
              position = "0, 160";
              halign = "center";
              valign = "center";
            }
            {
              text = "cmd[update:60000] date +'%A, %-d %B'";
              color = "$subtle";
              font_family = "Inter";
              font_size = 20;
              position = "0, 60";
              halign = "center";
              valign = "center";
            }
          ];
          input-field = {
            size = "320, 52";
            position = "0, -80";
            halign = "center";
            valign = "center";
            outline_thickness = 2;
            rounding = 12;
            dots_center = true;
            fade_on_empty = true;
            font_color = "$text";
            inner_color = "$base";
            outer_color = "$accent";
            check_color = "$accent";
            fail_color = "$wrong";
            placeholder_text = "Password";
          };
        };
      };

      services.hypridle = {
        enable = true;
        settings = {
          general = {
            # Locking twice would ask for the password twice.
            lock_cmd = "pidof hyprlock || hyprlock";
            before_sleep_cmd = "loginctl lock-session";
            after_sleep_cmd = "hyprctl dispatch dpms on";
          };
          listener = [
            {
              timeout = cfg.lockAfter * 60;
              on-timeout = "loginctl lock-session";
            }
            {
              timeout = cfg.lockAfter * 60 + 30;
              on-timeout = "hyprctl dispatch dpms off";
              on-resume = "hyprctl dispatch dpms on";
            }
          ]
          ++ lib.optional (cfg.suspendAfter != null) {
            timeout = cfg.suspendAfter * 60;
            on-timeout = "systemctl suspend";
          };
        };
      };

      wayland.windowManager.hyprland.settings = {
        bindd = [ "$mod, L, Lock the screen, exec, loginctl lock-session" ];
        bindl = [ ", switch:on:Lid Switch, exec, loginctl lock-session" ];
      };
    };
}
