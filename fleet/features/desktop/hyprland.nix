{ mkFeature }:
mkFeature {
  title = "Hyprland";
  description = "Tiling Wayland session with bar, launcher, notifications and screen lock.";
  category = "desktop";
  brings = [
    "desktop.audio"
    "desktop.fonts"
    "desktop.launcher"
    "desktop.lock"
    "desktop.login"
    "desktop.notifications"
    "desktop.portals"
    "desktop.theming"
    "desktop.waybar"
  ];
  health = [ { unit = "display-manager.service"; } ];

  options =
    { lib, ... }:
    {
      terminal = lib.mkOption {
        type = lib.types.enum [
          "alacritty"
          "foot"
          "kitty"
        ];
        default = "foot";
        description = "Terminal emulator to install, opened with Super+Return.";
      };
      monitors = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ", preferred, auto, 1" ];
        example = [ "DP-1, 2560x1440@144, 0x0, 1" ];
        description = "One line a screen: name, mode, position, scale. No name means every other screen.";
      };
      layout = lib.mkOption {
        type = lib.types.enum [
          "dwindle"
          "master"
        ];
        default = "dwindle";
        description = "How windows share the screen: by halving the space, or one large beside a stack.";
      };
      keyboard = lib.mkOption {
        type = lib.types.str;
        default = "gb";
        example = "us,de";
        description = "Keyboard layouts, separated by commas; Super+Space goes through them.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      programs.hyprland.enable = true;

      # Electron and Chromium draw blurred text unless they are told that this is Wayland.
      environment.sessionVariables.NIXOS_OZONE_WL = "1";
      environment.systemPackages = [
        pkgs.${cfg.terminal}
        pkgs.brightnessctl
        pkgs.hyprpicker
        pkgs.playerctl
      ];
    };

  home =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      has = kind: lib.elem kind config.snowfleet.host.hardware;
      prime = config.features.hardware.nvidia-prime;
      # With offload the built-in graphics draw the session.
      drawnByNvidia = has "nvidia" && !(prime.enable && prime.mode == "offload");
    in
    {
      # Bar, wallpaper and the like belong to this session; a Plasma beside it has its own.
      wayland.systemd.target = "hyprland-session.target";

      services.hyprpolkitagent.enable = true;

      wayland.windowManager.hyprland = {
        enable = true;
        # NixOS installs them, with what has to run as root.
        package = null;
        portalPackage = null;

        settings = {
          "$mod" = "SUPER";
          "$terminal" = cfg.terminal;

          monitor = cfg.monitors;

          env = [
            "XCURSOR_SIZE, 24"
            "HYPRCURSOR_SIZE, 24"
            "QT_QPA_PLATFORM, wayland;xcb"
            "QT_WAYLAND_DISABLE_WINDOWDECORATION, 1"
            "SDL_VIDEODRIVER, wayland,x11"
          ]
          ++ lib.optional drawnByNvidia "__GLX_VENDOR_LIBRARY_NAME, nvidia";

          general = {
            layout = cfg.layout;
            gaps_in = 5;
            gaps_out = 12;
            border_size = 2;
            "col.active_border" = lib.mkDefault "rgba(89b4faee) rgba(cba6f7ee) 45deg";
            "col.inactive_border" = lib.mkDefault "rgba(45475aaa)";
            resize_on_border = true;
            extend_border_grab_area = 12;
            snap.enabled = true;
          };

          decoration = {
            rounding = 10;
            rounding_power = 2.4;
            active_opacity = 1.0;
            inactive_opacity = 0.94;
            dim_inactive = true;
            dim_strength = 0.08;
            dim_special = 0.35;
            blur = {
              enabled = true;
              size = 7;
              passes = 3;
              noise = 0.015;
              contrast = 0.95;
              vibrancy = 0.18;
              popups = true;
              new_optimizations = true;
            };
            shadow = {
              enabled = true;
              range = 22;
              render_power = 3;
              offset = "0 6";
              color = lib.mkDefault "rgba(11111b99)";
            };
          };

          animations = {
            enabled = true;
            bezier = [
              "settle, 0.16, 1, 0.3, 1"
              "spring, 0.34, 1.28, 0.64, 1"
              "glide, 0.65, 0, 0.35, 1"
              "leave, 0.5, 0, 0.75, 0"
              "even, 0, 0, 1, 1"
            ];
            animation = [
              "windowsIn, 1, 4, spring, popin 86%"
              "windowsOut, 1, 3, leave, popin 90%"
              "windowsMove, 1, 4, settle"
              "border, 1, 6, settle"
              "borderangle, 1, 8, even, once"
              "fadeIn, 1, 3, settle"
              "fadeOut, 1, 2, leave"
              "fadeDim, 1, 4, settle"
              "layersIn, 1, 3, settle, slide"
              "layersOut, 1, 2, leave, fade"
              "workspaces, 1, 5, glide, slidefade 15%"
              "specialWorkspace, 1, 4, settle, slidevert"
            ];
          };

          dwindle = {
            # A new window goes right or below, wherever the pointer is.
            force_split = 2;
            preserve_split = true;
            default_split_ratio = 1.0;
            special_scale_factor = 0.94;
          };
          master = {
            mfact = 0.58;
            new_status = "slave";
            new_on_top = false;
            orientation = "left";
          };
          group = {
            groupbar = {
              enabled = true;
              height = 18;
              font_size = 10;
              rounding = 6;
              gradients = false;
            };
            "col.border_active" = lib.mkDefault "rgba(94e2d5ee)";
            "col.border_inactive" = lib.mkDefault "rgba(45475aaa)";
          };

          input = {
            kb_layout = cfg.keyboard;
            kb_options = "compose:ralt";
            numlock_by_default = true;
            repeat_rate = 35;
            repeat_delay = 300;
            follow_mouse = 1;
            float_switch_override_focus = 0;
            accel_profile = "adaptive";
            touchpad = {
              natural_scroll = true;
              disable_while_typing = true;
              clickfinger_behavior = true;
              scroll_factor = 0.8;
            };
          };
          gesture = [
            "3, horizontal, workspace"
            "3, up, fullscreen, maximize"
            "4, down, special, scratch"
          ];
          binds = {
            workspace_back_and_forth = true;
            allow_workspace_cycles = true;
          };
          cursor = {
            inactive_timeout = 8;
            hide_on_key_press = true;
          };
          misc = {
            disable_hyprland_logo = true;
            disable_splash_rendering = true;
            force_default_wallpaper = 0;
            background_color = lib.mkDefault "rgb(1e1e2e)";
            # A locked screen wakes by key and mouse; the wheel in a bag should not do it.
            key_press_enables_dpms = true;
            mouse_move_enables_dpms = false;
            focus_on_activate = true;
            animate_manual_resizes = true;
            vrr = 1;
          };
          xwayland.force_zero_scaling = true;
          ecosystem = {
            no_update_news = true;
            no_donation_nag = true;
          };

          workspace = [
            "1, persistent:true, default:true, defaultName:work"
            "2, persistent:true, defaultName:web"
            "3, persistent:true, defaultName:code"
            "4, defaultName:mail"
            "5, defaultName:talk"
            "8, defaultName:play, gapsout:0, gapsin:0, rounding:false, border:false"
            "9, defaultName:media"
            "special:scratch, on-created-empty:$terminal, gapsout:48"
            # One maximised window has nobody to keep a distance from.
            "f[1], gapsout:0, gapsin:0"
          ];

          windowrule = [
            "suppressevent maximize, class:.*"
            # Menus of X11 programs that would take the keyboard away.
            "nofocus, class:^$, title:^$, xwayland:1, floating:1, fullscreen:0, pinned:0"

            "workspace 2, class:^(firefox)$"
            "workspace 2, class:^(chromium-browser)$"
            "workspace 3, class:^(code|codium)$"
            "workspace 4 silent, class:^(thunderbird)$"
            "workspace 5 silent, class:^(org.telegram.desktop|Signal|Element)$"
            "workspace 8, class:^(steam_app_.*|gamescope)$"
            "workspace 9, class:^(com.obsproject.Studio)$"

            "opacity 0.96 0.90, class:^(foot|kitty|Alacritty)$"
            "opacity 1.0 override 1.0 override, class:^(mpv|imv|com.obsproject.Studio)$"
            "opacity 1.0 override 1.0 override, title:.*(YouTube|Jellyfin|Plex).*"

            "float, class:^(org.pulseaudio.pavucontrol|com.saivert.pwvucontrol)$"
            "size 900 560, class:^(org.pulseaudio.pavucontrol|com.saivert.pwvucontrol)$"
            "float, class:^(.blueman-manager-wrapped|nm-connection-editor)$"
            "size 720 520, class:^(.blueman-manager-wrapped|nm-connection-editor)$"
            "float, class:^(org.gnome.seahorse.Application|org.kde.kdeconnect.app)$"
            "float, class:^(imv)$"
            "float, class:^(xdg-desktop-portal-gtk)$"
            "size 960 640, class:^(xdg-desktop-portal-gtk)$"
            "center, class:^(xdg-desktop-portal-gtk)$"
            "float, title:^(Open File|Save As|File Upload)(.*)$"
            "center, title:^(Open File|Save As|File Upload)(.*)$"
            "float, class:^(com.gabm.satty)$"

            "float, title:^(Picture-in-Picture)$"
            "pin, title:^(Picture-in-Picture)$"
            "keepaspectratio, title:^(Picture-in-Picture)$"
            "size 640 360, title:^(Picture-in-Picture)$"
            "move 100%-664 100%-384, title:^(Picture-in-Picture)$"
            "noinitialfocus, title:^(Picture-in-Picture)$"

            "float, class:^(pinentry-.*|gcr-prompter)$"
            "stayfocused, class:^(pinentry-.*|gcr-prompter)$"
            "dimaround, class:^(pinentry-.*|gcr-prompter|hyprpolkitagent)$"
            # Nobody should see a password manager in a shared screen.
            "noscreenshare, class:^(org.keepassxc.KeePassXC|Bitwarden)$"

            "float, class:^(steam)$, title:^(Friends List|Steam Settings)$"
            "immediate, class:^(steam_app_.*|gamescope)$"
            "fullscreen, class:^(gamescope)$"
            "idleinhibit fullscreen, class:.*"
            "idleinhibit focus, class:^(mpv)$"
          ];

          layerrule = [
            "blur, waybar"
            "ignorezero, waybar"
            "blur, launcher"
            "animation popin 92%, launcher"
            "dimaround, launcher"
            "blur, notifications"
            "ignorezero, notifications"
            "animation slide right, notifications"
            "blur, logout_dialog"
            "noanim, selection"
            "noanim, hyprpicker"
          ];

          bindd = [
            "$mod, Return, Terminal, exec, $terminal"
            "$mod, E, Files, exec, xdg-open $HOME"
            "$mod, B, Browser, exec, xdg-open https://start.duckduckgo.com"
            "$mod SHIFT, C, Pick a colour, exec, hyprpicker --autocopy"

            "$mod, Q, Close window, killactive"
            "$mod SHIFT, Q, Force a window to close, forcekillactive"
            "$mod, F, Fullscreen, fullscreen, 0"
            "$mod, M, Maximise, fullscreen, 1"
            "$mod, T, Float or tile, togglefloating"
            "$mod, P, Keep on every workspace, pin"
            "$mod, J, Turn the split, togglesplit"
            "$mod, C, Centre the window, centerwindow"
            "$mod SHIFT, Space, Swap with the large one, layoutmsg, swapwithmaster"
            "$mod, Space, Next keyboard layout, exec, hyprctl switchxkblayout current next"

            "$mod, G, Group windows, togglegroup"
            "$mod, Tab, Next in the group, changegroupactive, f"
            "$mod SHIFT, Tab, Previous in the group, changegroupactive, b"

            "$mod, left, Focus left, movefocus, l"
            "$mod, right, Focus right, movefocus, r"
            "$mod, up, Focus up, movefocus, u"
            "$mod, down, Focus down, movefocus, d"
            "$mod SHIFT, left, Move left, movewindow, l"
            "$mod SHIFT, right, Move right, movewindow, r"
            "$mod SHIFT, up, Move up, movewindow, u"
            "$mod SHIFT, down, Move down, movewindow, d"
            "ALT, Tab, Next window, cyclenext"
            "ALT SHIFT, Tab, Previous window, cyclenext, prev"
            "$mod, U, To the window that wants attention, focusurgentorlast"

            "$mod, comma, To the screen on the left, focusmonitor, l"
            "$mod, period, To the screen on the right, focusmonitor, r"
            "$mod SHIFT, comma, Workspace to the screen on the left, movecurrentworkspacetomonitor, l"
            "$mod SHIFT, period, Workspace to the screen on the right, movecurrentworkspacetomonitor, r"

            "$mod, S, Scratch space, togglespecialworkspace, scratch"
            "$mod SHIFT, S, Put into the scratch space, movetoworkspacesilent, special:scratch"
            "$mod, grave, Workspace before, workspace, previous"
            "$mod, mouse_down, Next workspace, workspace, e+1"
            "$mod, mouse_up, Previous workspace, workspace, e-1"
            "$mod CTRL, right, Next workspace, workspace, r+1"
            "$mod CTRL, left, Previous workspace, workspace, r-1"
            "$mod CTRL SHIFT, R, Read the configuration again, exec, hyprctl reload"
            "$mod CTRL SHIFT, E, Leave the session, exit"
          ];

          bind = [
            "$mod, 1, workspace, 1"
            "$mod, 2, workspace, 2"
            "$mod, 3, workspace, 3"
            "$mod, 4, workspace, 4"
            "$mod, 5, workspace, 5"
            "$mod, 6, workspace, 6"
            "$mod, 7, workspace, 7"
            "$mod, 8, workspace, 8"
            "$mod, 9, workspace, 9"
            "$mod, 0, workspace, 10"
            "$mod SHIFT, 1, movetoworkspacesilent, 1"
            "$mod SHIFT, 2, movetoworkspacesilent, 2"
            "$mod SHIFT, 3, movetoworkspacesilent, 3"
            "$mod SHIFT, 4, movetoworkspacesilent, 4"
            "$mod SHIFT, 5, movetoworkspacesilent, 5"
            "$mod SHIFT, 6, movetoworkspacesilent, 6"
            "$mod SHIFT, 7, movetoworkspacesilent, 7"
            "$mod SHIFT, 8, movetoworkspacesilent, 8"
            "$mod SHIFT, 9, movetoworkspacesilent, 9"
            "$mod SHIFT, 0, movetoworkspacesilent, 10"
          ];

          binde = [
            "$mod ALT, left, resizeactive, -40 0"
            "$mod ALT, right, resizeactive, 40 0"
            "$mod ALT, up, resizeactive, 0 -40"
            "$mod ALT, down, resizeactive, 0 40"
          ];

          bindm = [
            "$mod, mouse:272, movewindow"
            "$mod, mouse:273, resizewindow"
          ];

          # Volume and brightness keys work on the locked screen too.
          bindeld = [
            ", XF86AudioRaiseVolume, Louder, exec, wpctl set-volume -l 1.0 @DEFAULT_AUDIO_SINK@ 5%+"
            ", XF86AudioLowerVolume, Quieter, exec, wpctl set-volume @DEFAULT_AUDIO_SINK@ 5%-"
            ", XF86MonBrightnessUp, Brighter, exec, brightnessctl --exponent=2 set 5%+"
            ", XF86MonBrightnessDown, Darker, exec, brightnessctl --exponent=2 --min-value=2 set 5%-"
          ];
          bindld = [
            ", XF86AudioMute, Sound off or on, exec, wpctl set-mute @DEFAULT_AUDIO_SINK@ toggle"
            ", XF86AudioMicMute, Microphone off or on, exec, wpctl set-mute @DEFAULT_AUDIO_SOURCE@ toggle"
            ", XF86AudioPlay, Play or pause, exec, playerctl play-pause"
            ", XF86AudioNext, Next track, exec, playerctl next"
            ", XF86AudioPrev, Previous track, exec, playerctl previous"
          ];
        };
      };
    };
}
