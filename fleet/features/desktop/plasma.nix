{ mkFeature }:
mkFeature {
  title = "Plasma";
  description = "KDE Plasma: a full desktop, and the session to fall back to beside Hyprland.";
  category = "desktop";
  brings = [
    "desktop.audio"
    "desktop.fonts"
    "desktop.login"
    "desktop.theming"
    "system.power-profiles"
  ];
  health = [ { unit = "display-manager.service"; } ];

  options =
    { lib, ... }:
    {
      panel = lib.mkOption {
        type = lib.types.enum [
          "bottom"
          "top"
          "left"
          "right"
        ];
        default = "bottom";
        description = "Edge of the screen the panel stands at.";
      };
      launchers = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "preferred://filemanager"
          "preferred://browser"
          "applications:org.kde.konsole.desktop"
        ];
        example = [ "applications:thunderbird.desktop" ];
        description = "Programs that stay in the panel.";
      };
      desktops = lib.mkOption {
        type = lib.types.ints.between 1 10;
        default = 4;
        description = "Number of virtual desktops.";
      };
      clickToOpen = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether one click opens a file; otherwise it takes two.";
      };
    };

  config =
    { pkgs, ... }:
    {
      services.desktopManager.plasma6.enable = true;
      # A music player and a manual that nobody opened.
      environment.plasma6.excludePackages = [
        pkgs.kdePackages.elisa
        pkgs.kdePackages.khelpcenter
      ];
    };

  home =
    {
      cfg,
      config,
      lib,
      pkgs,
      ...
    }:
    {
      programs.plasma = {
        enable = true;

        workspace = {
          clickItemTo = if cfg.clickToOpen then "open" else "select";
          lookAndFeel = lib.mkDefault "org.kde.breezedark.desktop";
          theme = "default";
          wallpaper = "${pkgs.kdePackages.plasma-workspace-wallpapers}/share/wallpapers/MilkyWay/contents/images/5120x2880.png";
          wallpaperFillMode = "preserveAspectCrop";
          windowDecorations = {
            library = "org.kde.breeze";
            theme = "Breeze";
          };
          splashScreen.theme = "None";
        };

        panels = [
          {
            location = cfg.panel;
            height = 44;
            floating = true;
            hiding = "normalpanel";
            lengthMode = "fill";
            widgets = [
              {
                kickoff = {
                  icon = "nix-snowflake-white";
                  sortAlphabetically = true;
                };
              }
              { pager.general.displayedText = "desktopNumber"; }
              {
                iconTasks = {
                  launchers = cfg.launchers;
                  behavior.grouping.method = "byProgramName";
                };
              }
              "org.kde.plasma.marginsseparator"
              {
                systemTray.items = {
                  shown = [
                    "org.kde.plasma.battery"
                    "org.kde.plasma.networkmanagement"
                    "org.kde.plasma.volume"
                  ];
                  hidden = [ "org.kde.plasma.clipboard" ];
                };
              }
              {
                digitalClock = {
                  calendar.firstDayOfWeek = "monday";
                  time.format = "24h";
                };
              }
              "org.kde.plasma.showdesktop"
            ];
          }
        ];

        kwin = {
          virtualDesktops = {
            number = cfg.desktops;
            rows = 1;
          };
          borderlessMaximizedWindows = false;
          titlebarButtons = {
            left = [
              "more-window-actions"
              "keep-above-windows"
            ];
            right = [
              "minimize"
              "maximize"
              "close"
            ];
          };
          effects = {
            blur = {
              enable = true;
              strength = 8;
            };
            dimAdminMode.enable = true;
            desktopSwitching.animation = "slide";
            windowOpenClose.animation = "glide";
            shakeCursor.enable = true;
          };
          nightLight = {
            enable = true;
            mode = "times";
            temperature.night = 4200;
            time = {
              morning = "07:00";
              evening = "20:30";
            };
          };
        };

        kscreenlocker = {
          autoLock = true;
          timeout = 10;
          lockOnResume = true;
          appearance.alwaysShowClock = true;
        };

        powerdevil = {
          AC = {
            powerButtonAction = "showLogoutScreen";
            # A host that stands still may be in use by others.
            autoSuspend =
              if config.snowfleet.host.role == "laptop" then
                {
                  action = "sleep";
                  idleTimeout = 3600;
                }
              else
                { action = "nothing"; };
            turnOffDisplay.idleTimeout = 900;
          };
          battery = {
            powerButtonAction = "sleep";
            autoSuspend = {
              action = "sleep";
              idleTimeout = 900;
            };
            turnOffDisplay.idleTimeout = 300;
            dimDisplay = {
              enable = true;
              idleTimeout = 120;
            };
          };
          lowBattery.powerProfile = "powerSaving";
        };

        # The keys that people of the Hyprland session have in their fingers.
        hotkeys.commands.terminal = {
          name = "Terminal";
          key = "Meta+Return";
          command = "konsole";
        };
        shortcuts = {
          kwin = {
            "Window Close" = "Meta+Q";
            "Window Maximize" = "Meta+M";
            "Window Fullscreen" = "Meta+F";
            "Overview" = "Meta+W";
            "Switch to Desktop 1" = "Meta+1";
            "Switch to Desktop 2" = "Meta+2";
            "Switch to Desktop 3" = "Meta+3";
            "Switch to Desktop 4" = "Meta+4";
            "Window to Desktop 1" = "Meta+Shift+1";
            "Window to Desktop 2" = "Meta+Shift+2";
            "Window to Desktop 3" = "Meta+Shift+3";
            "Window to Desktop 4" = "Meta+Shift+4";
          };
          ksmserver."Lock Session" = [
            "Meta+L"
            "Screensaver"
          ];
        };

        configFile = {
          # Its index of all words of all files costs more disk than it saves anybody.
          baloofilerc."Basic Settings".Indexing-Enabled = false;
          kdeglobals.KDE.AnimationDurationFactor = 0.7;
        };
      };
    };
}
