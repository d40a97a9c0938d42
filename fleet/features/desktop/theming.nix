{ mkFeature }:
mkFeature {
  title = "Theming";
  description = "One palette for GTK, Qt, terminals, Hyprland and Plasma, with cursor and icons to go with it.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      scheme = lib.mkOption {
        type = lib.types.enum [
          "catppuccin-latte"
          "catppuccin-mocha"
          "dracula"
          "everforest"
          "gruvbox-dark"
          "gruvbox-light"
          "nord"
          "one-dark"
          "rose-pine"
          "solarized-dark"
          "solarized-light"
        ];
        default = "catppuccin-mocha";
        description = "The palette: sixteen colours in the order of Base16.";
      };
      accent = lib.mkOption {
        type = lib.types.enum [
          "red"
          "orange"
          "yellow"
          "green"
          "cyan"
          "blue"
          "purple"
        ];
        default = "blue";
        description = "Colour of the palette for what is chosen, focused or active.";
      };
      cursorSize = lib.mkOption {
        type = lib.types.ints.between 16 64;
        default = 24;
        description = "Size of the pointer in pixels.";
      };
      fontSize = lib.mkOption {
        type = lib.types.ints.between 8 20;
        default = 11;
        description = "Size of text in windows, in points.";
      };
    };

  config = {
    # GTK programs keep their settings there.
    programs.dconf.enable = true;
  };

  home =
    {
      cfg,
      config,
      lib,
      pkgs,
      ...
    }:
    let
      palette = (import ./theming/palettes.nix).${cfg.scheme};
      c = palette.colours;
      accent =
        c.${
          {
            red = "base08";
            orange = "base09";
            yellow = "base0A";
            green = "base0B";
            cyan = "base0C";
            blue = "base0D";
            purple = "base0E";
          }
          .${cfg.accent}
        };
      withPlasma = config.features.desktop.plasma.enable;

      gtkColours = lib.concatStrings (
        lib.mapAttrsToList (name: value: "@define-color ${name} #${value};\n") {
          accent_color = accent;
          accent_bg_color = accent;
          accent_fg_color = c.base00;
          destructive_bg_color = c.base08;
          destructive_fg_color = c.base00;
          success_color = c.base0B;
          warning_color = c.base0A;
          error_color = c.base08;
          window_bg_color = c.base00;
          window_fg_color = c.base05;
          view_bg_color = c.base00;
          view_fg_color = c.base05;
          headerbar_bg_color = c.base01;
          headerbar_fg_color = c.base05;
          sidebar_bg_color = c.base01;
          sidebar_fg_color = c.base05;
          card_bg_color = c.base01;
          card_fg_color = c.base05;
          dialog_bg_color = c.base01;
          dialog_fg_color = c.base05;
          popover_bg_color = c.base01;
          popover_fg_color = c.base05;
        }
      );

      # What KDE calls a colour scheme: the same colours for every kind of surface, a step apart.
      surface = background: alternate: {
        BackgroundNormal = "#${background}";
        BackgroundAlternate = "#${alternate}";
        DecorationFocus = "#${accent}";
        DecorationHover = "#${accent}";
        ForegroundNormal = "#${c.base05}";
        ForegroundInactive = "#${c.base04}";
        ForegroundActive = "#${accent}";
        ForegroundLink = "#${c.base0D}";
        ForegroundVisited = "#${c.base0E}";
        ForegroundNegative = "#${c.base08}";
        ForegroundNeutral = "#${c.base0A}";
        ForegroundPositive = "#${c.base0B}";
      };
      kdeColours = {
        General = {
          Name = "Fleet";
          ColorScheme = "Fleet";
        };
        "Colors:Window" = surface c.base01 c.base00;
        "Colors:View" = surface c.base00 c.base01;
        "Colors:Button" = surface c.base02 c.base01;
        "Colors:Header" = surface c.base01 c.base00;
        "Colors:Tooltip" = surface c.base01 c.base02;
        "Colors:Complementary" = surface c.base01 c.base00;
        "Colors:Selection" = surface accent accent // {
          ForegroundNormal = "#${c.base00}";
          ForegroundActive = "#${c.base00}";
          ForegroundInactive = "#${c.base01}";
        };
        WM = {
          activeBackground = "#${c.base01}";
          activeForeground = "#${c.base05}";
          inactiveBackground = "#${c.base00}";
          inactiveForeground = "#${c.base04}";
        };
      };
      icons = if palette.dark then "Papirus-Dark" else "Papirus-Light";
      cursor = if palette.dark then "Bibata-Modern-Ice" else "Bibata-Modern-Classic";
    in
    {
      home.pointerCursor = {
        name = cursor;
        package = pkgs.bibata-cursors;
        size = cfg.cursorSize;
        gtk.enable = true;
        hyprcursor.enable = true;
      };

      gtk = {
        enable = true;
        # Draws GTK 3 as libadwaita draws GTK 4, so that one set of colours serves both.
        theme = {
          name = if palette.dark then "adw-gtk3-dark" else "adw-gtk3";
          package = pkgs.adw-gtk3;
        };
        iconTheme = {
          name = icons;
          package = pkgs.papirus-icon-theme;
        };
        font = {
          name = "Inter";
          size = cfg.fontSize;
        };
        gtk3.extraCss = gtkColours;
        gtk4.extraCss = gtkColours;
      };
      dconf.settings."org/gnome/desktop/interface".color-scheme =
        if palette.dark then "prefer-dark" else "prefer-light";

      # In Plasma its own settings reach Qt; elsewhere KDE's platform theme reads the same colours from a file.
      qt = lib.mkIf (!withPlasma) {
        enable = true;
        platformTheme.name = "kde";
        style.name = "breeze";
        kde.settings.kdeglobals = kdeColours // {
          Icons.Theme = icons;
        };
      };
      xdg.dataFile."color-schemes/Fleet.colors".text = lib.generators.toINI { } kdeColours;
      programs.plasma = lib.mkIf withPlasma {
        workspace = {
          lookAndFeel = if palette.dark then "org.kde.breezedark.desktop" else "org.kde.breeze.desktop";
          colorScheme = "Fleet";
          iconTheme = icons;
          cursor = {
            theme = cursor;
            size = cfg.cursorSize;
          };
        };
        fonts = {
          general = {
            family = "Inter";
            pointSize = cfg.fontSize;
          };
          fixedWidth = {
            family = "JetBrains Mono";
            pointSize = cfg.fontSize;
          };
        };
        # It would write its own over GTK's settings above.
        configFile.kded6rc.Module-gtkconfig.autoload = false;
      };

      wayland.windowManager.hyprland.settings = {
        general = {
          "col.active_border" = "rgba(${accent}ee) rgba(${c.base0E}ee) 45deg";
          "col.inactive_border" = "rgba(${c.base03}aa)";
        };
        group = {
          "col.border_active" = "rgba(${c.base0C}ee)";
          "col.border_inactive" = "rgba(${c.base03}aa)";
        };
        decoration.shadow.color = if palette.dark then "rgba(00000099)" else "rgba(00000044)";
        misc.background_color = "rgb(${c.base00})";
      };

      programs.hyprlock.settings = {
        "$base" = "rgb(${c.base00})";
        "$text" = "rgb(${c.base05})";
        "$subtle" = "rgb(${c.base04})";
        "$accent" = "rgb(${accent})";
        "$wrong" = "rgb(${c.base08})";
      };

      # Later definitions of a name win.
      programs.waybar.style = lib.mkAfter ''
        @define-color base #${c.base00};
        @define-color raised #${c.base01};
        @define-color line #${c.base03};
        @define-color text #${c.base05};
        @define-color subtle #${c.base04};
        @define-color accent #${accent};
        @define-color good #${c.base0B};
        @define-color warn #${c.base0A};
        @define-color bad #${c.base08};
      '';

      programs.fuzzel.settings.colors = {
        background = "${c.base00}f2";
        text = "${c.base05}ff";
        prompt = "${accent}ff";
        placeholder = "${c.base04}ff";
        input = "${c.base05}ff";
        match = "${accent}ff";
        selection = "${c.base02}ff";
        selection-text = "${c.base05}ff";
        selection-match = "${accent}ff";
        border = "${accent}ff";
      };

      services.mako.settings = {
        background-color = "#${c.base01}f2";
        text-color = "#${c.base05}";
        border-color = "#${accent}";
        progress-color = "over #${c.base02}";
        "urgency=critical".border-color = "#${c.base08}";
      };

      programs.foot.settings.colors = {
        background = c.base00;
        foreground = c.base05;
        selection-background = c.base02;
        selection-foreground = c.base05;
        urls = accent;
        regular0 = c.base01;
        regular1 = c.base08;
        regular2 = c.base0B;
        regular3 = c.base0A;
        regular4 = c.base0D;
        regular5 = c.base0E;
        regular6 = c.base0C;
        regular7 = c.base05;
        bright0 = c.base03;
        bright1 = c.base08;
        bright2 = c.base0B;
        bright3 = c.base0A;
        bright4 = c.base0D;
        bright5 = c.base0E;
        bright6 = c.base0C;
        bright7 = c.base07;
      };

      programs.kitty.settings = {
        background = "#${c.base00}";
        foreground = "#${c.base05}";
        selection_background = "#${c.base02}";
        selection_foreground = "#${c.base05}";
        cursor = "#${c.base05}";
        url_color = "#${accent}";
        active_tab_background = "#${accent}";
        active_tab_foreground = "#${c.base00}";
        inactive_tab_background = "#${c.base01}";
        inactive_tab_foreground = "#${c.base04}";
        color0 = "#${c.base01}";
        color1 = "#${c.base08}";
        color2 = "#${c.base0B}";
        color3 = "#${c.base0A}";
        color4 = "#${c.base0D}";
        color5 = "#${c.base0E}";
        color6 = "#${c.base0C}";
        color7 = "#${c.base05}";
        color8 = "#${c.base03}";
        color9 = "#${c.base08}";
        color10 = "#${c.base0B}";
        color11 = "#${c.base0A}";
        color12 = "#${c.base0D}";
        color13 = "#${c.base0E}";
        color14 = "#${c.base0C}";
        color15 = "#${c.base07}";
      };

      programs.alacritty.settings.colors = {
        primary = {
          background = "#${c.base00}";
          foreground = "#${c.base05}";
        };
        selection = {
          background = "#${c.base02}";
          text = "#${c.base05}";
        };
        normal = {
          black = "#${c.base01}";
          red = "#${c.base08}";
          green = "#${c.base0B}";
          yellow = "#${c.base0A}";
          blue = "#${c.base0D}";
          magenta = "#${c.base0E}";
          cyan = "#${c.base0C}";
          white = "#${c.base05}";
        };
        bright = {
          black = "#${c.base03}";
          red = "#${c.base08}";
          green = "#${c.base0B}";
          yellow = "#${c.base0A}";
          blue = "#${c.base0D}";
          magenta = "#${c.base0E}";
          cyan = "#${c.base0C}";
          white = "#${c.base07}";
        };
      };
    };
}
