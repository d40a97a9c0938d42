{ mkFeature }:
mkFeature {
  title = "Waybar";
  description = "The bar of the Hyprland session: workspaces, time, sound, network, battery and tray.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      position = lib.mkOption {
        type = lib.types.enum [
          "top"
          "bottom"
        ];
        default = "top";
        description = "Edge of the screen it stands at.";
      };
      height = lib.mkOption {
        type = lib.types.ints.between 20 64;
        default = 34;
        description = "Height in pixels.";
      };
    };

  config =
    { pkgs, ... }:
    {
      # What a click on the sound and on the network opens.
      environment.systemPackages = [
        pkgs.networkmanagerapplet
        pkgs.pavucontrol
      ];
    };

  home =
    { cfg, ... }:
    {
      programs.waybar = {
        enable = true;
        systemd.enable = true;
        settings.mainBar = {
          layer = "top";
          position = cfg.position;
          height = cfg.height;
          margin-top = 6;
          margin-left = 12;
          margin-right = 12;
          spacing = 6;
          reload_style_on_change = true;

          modules-left = [
            "hyprland/workspaces"
            "hyprland/submap"
            "hyprland/window"
          ];
          modules-center = [ "clock" ];
          modules-right = [
            "mpris"
            "idle_inhibitor"
            "cpu"
            "memory"
            "temperature"
            "network"
            "bluetooth"
            "backlight"
            "wireplumber"
            "battery"
            "hyprland/language"
            "tray"
          ];

          "hyprland/workspaces" = {
            format = "{name}";
            on-click = "activate";
            show-special = true;
            sort-by-number = true;
          };
          "hyprland/window" = {
            max-length = 60;
            separate-outputs = true;
          };
          "hyprland/language" = {
            format = "{short}";
          };
          clock = {
            format = "{:%a %e %b  %H:%M}";
            tooltip-format = "<tt>{calendar}</tt>";
            calendar = {
              mode = "month";
              weeks-pos = "left";
            };
          };
          mpris = {
            format = "{status_icon} {dynamic}";
            dynamic-order = [
              "title"
              "artist"
            ];
            dynamic-len = 32;
            status-icons = {
              playing = "▶";
              paused = "⏸";
            };
          };
          idle_inhibitor = {
            format = "{icon}";
            format-icons = {
              activated = "◉";
              deactivated = "○";
            };
            tooltip-format-activated = "The screen stays on";
            tooltip-format-deactivated = "The screen locks by itself";
          };
          cpu = {
            interval = 5;
            format = "cpu {usage}%";
            states = {
              warning = 75;
              critical = 95;
            };
          };
          memory = {
            interval = 10;
            format = "mem {percentage}%";
            tooltip-format = "{used:0.1f} of {total:0.1f} GiB";
          };
          temperature = {
            critical-threshold = 85;
            format = "{temperatureC} °C";
          };
          network = {
            format-wifi = "{essid} {signalStrength}%";
            format-ethernet = "wired";
            format-disconnected = "offline";
            tooltip-format = "{ifname}: {ipaddr}/{cidr}";
            on-click = "nm-connection-editor";
          };
          bluetooth = {
            format = "";
            format-connected = "{device_alias}";
            format-connected-battery = "{device_alias} {device_battery_percentage}%";
          };
          backlight = {
            format = "☀ {percent}%";
          };
          wireplumber = {
            format = "♪ {volume}%";
            format-muted = "♪ off";
            on-click = "pavucontrol";
          };
          battery = {
            interval = 30;
            format = "▮ {capacity}%";
            format-charging = "⚡ {capacity}%";
            states = {
              warning = 25;
              critical = 10;
            };
          };
          tray = {
            icon-size = 16;
            spacing = 8;
          };
        };

        style = ''
          @define-color base #1e1e2e;
          @define-color raised #181825;
          @define-color line #45475a;
          @define-color text #cdd6f4;
          @define-color subtle #585b70;
          @define-color accent #89b4fa;
          @define-color good #a6e3a1;
          @define-color warn #f9e2af;
          @define-color bad #f38ba8;

          * {
            font-family: "Inter", "Noto Sans Symbols", sans-serif;
            font-size: 13px;
            min-height: 0;
          }

          window#waybar {
            background: alpha(@base, 0.82);
            border: 1px solid alpha(@line, 0.6);
            border-radius: 12px;
            color: @text;
          }

          tooltip {
            background: @raised;
            border: 1px solid @line;
            border-radius: 8px;
          }

          #workspaces button {
            padding: 0 9px;
            margin: 4px 2px;
            border-radius: 8px;
            color: @subtle;
          }
          #workspaces button:hover {
            background: alpha(@line, 0.6);
            color: @text;
          }
          #workspaces button.active {
            background: @accent;
            color: @base;
          }
          #workspaces button.urgent {
            background: @bad;
            color: @base;
          }

          #window {
            color: @subtle;
            padding: 0 8px;
          }
          #clock {
            font-weight: 600;
          }
          #mpris,
          #idle_inhibitor,
          #cpu,
          #memory,
          #temperature,
          #network,
          #bluetooth,
          #backlight,
          #wireplumber,
          #battery,
          #language,
          #tray {
            padding: 0 8px;
          }
          #idle_inhibitor.activated {
            color: @accent;
          }
          #battery.charging {
            color: @good;
          }
          #cpu.warning,
          #battery.warning:not(.charging) {
            color: @warn;
          }
          #cpu.critical,
          #temperature.critical,
          #network.disconnected,
          #battery.critical:not(.charging) {
            color: @bad;
          }
          #wireplumber.muted {
            color: @subtle;
          }
        '';
      };
    };
}
