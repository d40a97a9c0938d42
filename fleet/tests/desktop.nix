# What the features of the desktop set up. Run by `nix eval .#tests`.
{ has, absent }:
{
  accessibility = {
    settings.onScreenKeyboard = true;
    expect = {
      services.orca.enable = true;
      services.gnome.at-spi2-core.enable = true;
      environment.systemPackages = has [ "wvkbd" ];
    };
  };

  alacritty = {
    settings.fontSize = 14;
    expect.home.programs.alacritty = {
      enable = true;
      settings.font.size = 14;
    };
  };

  audio = {
    settings = {
      lowLatency = true;
      codecs = [ "aac" ];
    };
    expect = {
      security.rtkit.enable = true;
      services.pipewire = {
        enable = true;
        pulse.enable = true;
        jack.enable = false;
        extraConfig.pipewire."50-low-latency"."context.properties"."default.clock.quantum" = 128;
        wireplumber.extraConfig."50-bluetooth"."monitor.bluez.properties" = {
          "bluez5.codecs" = [ "aac" ];
          "bluez5.enable-sbc-xq" = false;
        };
      };
    };
  };

  bluetooth = {
    settings.powerOnBoot = false;
    expect = {
      hardware.bluetooth = {
        enable = true;
        powerOnBoot = false;
        settings.General.Experimental = true;
      };
      services.blueman.enable = true;
    };
  };

  chromium = {
    expect = {
      programs.chromium.extensions = [ "ddkjiahejlhfcafbddmgiahcphecmpfh" ];
      programs.chromium.extraOpts.MetricsReportingEnabled = false;
      environment.systemPackages = has [ "chromium" ];
    };
  };

  clipboard = {
    settings = {
      items = 50;
      pictures = false;
    };
    expect.home = {
      services.cliphist = {
        enable = true;
        allowImages = false;
        extraOptions = has [ "50" ];
      };
      wayland.windowManager.hyprland.settings.bindd = has [
        "$mod, V, Paste something older, exec, cliphist list | fuzzel --dmenu | cliphist decode | wl-copy"
      ];
    };
  };

  file-manager = {
    settings.program = "nautilus";
    expect = {
      services.gvfs.enable = true;
      programs.thunar.enable = absent;
      environment.systemPackages = has [ "nautilus" ];
      xdg.mime.defaultApplications."inode/directory" = "org.gnome.Nautilus.desktop";
    };
  };

  firefox = {
    settings = {
      extensions = [ "keepassxc" ];
      isDefault = false;
    };
    expect = {
      programs.firefox = {
        enable = true;
        policies.DisableTelemetry = true;
        policies.ExtensionSettings."keepassxc-browser@keepassxc.org".install_url =
          "https://addons.mozilla.org/firefox/downloads/latest/keepassxc-browser/latest.xpi";
      };
      xdg.mime.defaultApplications."text/html" = absent;
    };
  };

  flatpak = {
    expect = {
      services.flatpak.enable = true;
      systemd.services.flatpak-flathub.script = has [ "https://dl.flathub.org/repo/flathub.flatpakrepo" ];
    };
  };

  fonts = {
    settings = {
      asian = false;
      subpixel = "rgb";
    };
    expect = {
      fonts.packages = has [
        "inter"
        "jetbrains-mono"
        "noto-fonts"
      ];
      fonts.fontconfig.subpixel.rgba = "rgb";
      fonts.fontconfig.defaultFonts.sansSerif = has [ "Inter" ];
    };
  };

  foot = {
    settings.server = true;
    expect.home.programs.foot = {
      enable = true;
      server.enable = true;
      settings.main.font = "JetBrains Mono:size=11";
    };
  };

  gaming = {
    settings.expose = "network";
    expect = {
      programs.steam.enable = true;
      programs.steam.remotePlay.openFirewall = true;
      programs.gamemode.enable = true;
      hardware.xpadneo.enable = true;
    };
  };

  hyprland = {
    settings = {
      terminal = "kitty";
      monitors = [ "DP-1, 2560x1440@144, 0x0, 1" ];
      layout = "master";
    };
    expect = {
      programs.hyprland.enable = true;
      environment.systemPackages = has [ "kitty" ];
      features.desktop.waybar.enable = true;
      home.wayland.systemd.target = "hyprland-session.target";
      home.wayland.windowManager.hyprland.settings = {
        "$terminal" = "kitty";
        monitor = [ "DP-1, 2560x1440@144, 0x0, 1" ];
        general.layout = "master";
        general.gaps_out = 12;
        decoration.rounding = 10;
        bindd = has [
          "$mod, Return, Terminal, exec, $terminal"
          # What other features add stands beside it.
          "$mod, D, Start a program, exec, fuzzel"
        ];
      };
    };
  };

  input-method = {
    settings.languages = [ "korean" ];
    expect.i18n.inputMethod = {
      enable = true;
      type = "fcitx5";
      fcitx5.addons = has [ "fcitx5-hangul" ];
    };
  };

  kde-connect = {
    expect = {
      programs.kdeconnect.enable = true;
      home.services.kdeconnect.indicator = true;
    };
  };

  keyring = {
    expect = {
      services.gnome.gnome-keyring.enable = true;
      security.pam.services.sddm.enableGnomeKeyring = true;
      environment.systemPackages = has [ "seahorse" ];
    };
  };

  kitty = {
    settings.fontSize = 13;
    expect.home.programs.kitty = {
      enable = true;
      font.size = 13;
    };
  };

  launcher = {
    settings.lines = 20;
    expect.home.programs.fuzzel = {
      enable = true;
      settings.main.lines = 20;
    };
  };

  lock = {
    settings = {
      lockAfter = 3;
      suspendAfter = 20;
    };
    expect = {
      programs.hyprlock.enable = true;
      home.services.hypridle.enable = true;
      home.services.hypridle.settings.listener = has [
        {
          timeout = 180;
          on-timeout = "loginctl lock-session";
        }
        {
          timeout = 1200;
          on-timeout = "systemctl suspend";
        }
      ];
    };
  };

  login = {
    settings = {
      defaultSession = "plasma";
      autoLogin = "admin";
    };
    expect.services.displayManager = {
      sddm.enable = true;
      sddm.wayland.enable = true;
      defaultSession = "plasma";
      autoLogin.user = "admin";
    };
  };

  night-light = {
    settings.temperature = 3500;
    expect.home.services.hyprsunset = {
      enable = true;
      settings.profile = has [
        {
          time = "20:30";
          temperature = 3500;
        }
      ];
    };
  };

  noise-suppression = {
    expect.services.pipewire.extraConfig.pipewire = has [ "60-noise-suppression" ];
  };

  notifications = {
    settings = {
      corner = "bottom-right";
      seconds = 10;
    };
    expect = {
      environment.systemPackages = has [ "libnotify" ];
      home.services.mako = {
        enable = true;
        settings.anchor = "bottom-right";
        settings.default-timeout = 10000;
      };
    };
  };

  obs = {
    expect = {
      programs.obs-studio.enable = true;
      boot.kernelModules = has [ "v4l2loopback" ];
      features.hardware.virtual-camera.enable = true;
    };
  };

  office = {
    settings.languages = [ "de" ];
    expect.environment.systemPackages = has [
      "hunspell"
      "libreoffice"
    ];
  };

  plasma = {
    settings = {
      panel = "top";
      desktops = 6;
    };
    expect = {
      services.desktopManager.plasma6.enable = true;
      services.power-profiles-daemon.enable = true;
      home.programs.plasma = {
        enable = true;
        kwin.virtualDesktops.number = 6;
        workspace.clickItemTo = "select";
        # From the theme.
        workspace.colorScheme = "Fleet";
      };
    };
  };

  portals = {
    expect.xdg.portal = {
      enable = true;
      config.hyprland.default = [
        "hyprland"
        "gtk"
      ];
    };
  };

  printing = {
    settings = {
      drivers = [ "hp" ];
      expose = "network";
    };
    expect = {
      services.printing = {
        enable = true;
        drivers = has [ "hplip" ];
        openFirewall = true;
        allowFrom = [ "@LOCAL" ];
      };
      services.avahi.nssmdns4 = true;
    };
  };

  remote-desktop = {
    settings.name = "desk";
    expect.services.sunshine = {
      enable = true;
      openFirewall = false;
      settings.sunshine_name = "desk";
    };
  };

  remote-viewer = {
    expect = {
      environment.systemPackages = has [ "moonlight-qt" ];
      home.services.remmina.enable = true;
    };
  };

  removable-media = {
    settings.ask = true;
    expect = {
      services.udisks2.enable = true;
      home.services.udiskie.enable = true;
      home.services.udiskie.automount = false;
    };
  };

  scanning = {
    settings.users = [ "admin" ];
    expect = {
      hardware.sane.enable = true;
      hardware.sane.disabledDefaultBackends = [ "escl" ];
      users.users.admin.extraGroups = has [ "scanner" ];
    };
  };

  screenshots = {
    expect = {
      environment.systemPackages = has [ "screenshot" ];
      home.wayland.windowManager.hyprland.settings.bindd = has [
        ", Print, Picture of an area, exec, screenshot area"
      ];
    };
  };

  session-menu = {
    expect.home.programs.wlogout = {
      enable = true;
      style = has [ "#1e1e2e" ];
    };
  };

  theming = {
    "with".desktop.hyprland.enable = true;
    settings = {
      scheme = "gruvbox-dark";
      accent = "orange";
      cursorSize = 32;
    };
    expect = {
      programs.dconf.enable = true;
      home = {
        wayland.windowManager.hyprland.settings.general."col.active_border" = "rgba(fe8019ee) rgba(d3869bee) 45deg";
        programs.foot.settings.colors.background = "282828";
        programs.waybar.style = has [ "@define-color accent #fe8019;" ];
        gtk.theme.name = "adw-gtk3-dark";
        home.pointerCursor.size = 32;
        qt.platformTheme.name = "kde";
      };
    };
  };

  thunderbird = {
    settings.plainText = true;
    expect = {
      programs.thunderbird.enable = true;
      programs.thunderbird.preferences."mail.identity.default.compose_html" = false;
      xdg.mime.defaultApplications."x-scheme-handler/mailto" = "thunderbird.desktop";
    };
  };

  viewers = {
    expect = {
      home.programs.mpv.config.hwdec = "auto-safe";
      home.programs.imv.enable = true;
      home.programs.zathura.enable = true;
      xdg.mime.defaultApplications."application/pdf" = "org.pwmt.zathura.desktop";
    };
  };

  wallpaper = {
    settings.file = "/home/admin/harbour.jpg";
    expect.home.services.hyprpaper = {
      enable = true;
      settings.preload = [ "/home/admin/harbour.jpg" ];
      settings.wallpaper = [ ",/home/admin/harbour.jpg" ];
    };
  };

  waybar = {
    settings = {
      position = "bottom";
      height = 28;
    };
    expect.home.programs.waybar = {
      enable = true;
      systemd.enable = true;
      settings.mainBar.position = "bottom";
      settings.mainBar.height = 28;
    };
  };
}
