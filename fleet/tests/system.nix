# What the system features set up. Run by `nix eval .#tests`.
{ has, absent, ... }:
{
  auto-update = {
    "with".network.ssh.enable = true;
    settings = {
      flake = "github:you/fleet";
      when = "Mon 03:00";
      urls = [ "http://127.0.0.1:8096/health" ];
    };
    expect.systemd = {
      services.auto-update = {
        restartIfChanged = false;
        environment = {
          FLAKE = "github:you/fleet";
          HOST = "probe";
          URLS = "http://127.0.0.1:8096/health";
          # What the features of the host name.
          UNITS = has [ "sshd.service" ];
        };
      };
      timers.auto-update.timerConfig.OnCalendar = "Mon 03:00";
    };
  };

  backup = {
    settings = {
      paths = [ "/var/lib" ];
      keepDaily = 3;
    };
    expect.services.restic.backups.nightly = {
      paths = [ "/var/lib" ];
      passwordFile = "/run/agenix/restic-password";
      pruneOpts = has [ "--keep-daily 3" ];
    };
  };

  boot-menu = {
    settings = {
      seconds = 10;
      memtest = true;
    };
    expect.boot.loader = {
      timeout = 10;
      systemd-boot.editor = false;
      systemd-boot.memtest86.enable = true;
    };
  };

  boot-splash = {
    settings.theme = "spinner";
    expect.boot = {
      plymouth.enable = true;
      plymouth.theme = "spinner";
      kernelParams = has [ "splash" ];
    };
  };

  console = {
    settings.size = "32";
    expect.console = {
      earlySetup = true;
      font = "ter-v32b";
    };
  };

  crash-dump = {
    settings.reserve = "512M";
    expect = {
      boot.crashDump.enable = true;
      boot.crashDump.reservedMemory = "512M";
      boot.kernel.sysctl."kernel.panic_on_oops" = 1;
    };
  };

  documentation = {
    settings.amount = "developer";
    expect = {
      documentation.dev.enable = true;
      documentation.man.generateCaches = true;
      environment.systemPackages = has [ "man-pages" ];
    };
  };

  fast-stop = {
    settings.seconds = 10;
    expect.systemd.settings.Manager.DefaultTimeoutStopSec = "10s";
  };

  journal = {
    settings = {
      sizeMiB = 500;
      days = 7;
    };
    expect.services.journald = {
      storage = "persistent";
      extraConfig = has [
        "SystemMaxUse=500M"
        "MaxRetentionSec=7day"
      ];
    };
  };

  kernel = {
    settings = {
      flavour = "latest";
      quiet = true;
    };
    expect.boot = {
      kernelPackages = has [ "kernel" ];
      consoleLogLevel = 3;
      kernelParams = has [ "quiet" ];
    };
  };

  locale = {
    settings = {
      formats = "de_DE.UTF-8";
      timeZone = "Europe/Berlin";
      keyboard = "de";
    };
    expect = {
      time.timeZone = "Europe/Berlin";
      i18n.defaultLocale = "en_GB.UTF-8";
      i18n.extraLocaleSettings.LC_PAPER = "de_DE.UTF-8";
      services.xserver.xkb.layout = "de";
      console.useXkbConfig = true;
    };
  };

  nix = {
    settings = {
      clean = "daily";
      keepDays = 7;
    };
    expect.nix = {
      settings.experimental-features = has [ "flakes" ];
      gc.automatic = true;
      gc.options = "--delete-older-than 7d";
    };
  };

  power-profiles.expect.services.power-profiles-daemon.enable = true;

  reboot-window = {
    settings.when = "Sat 02:00";
    expect.systemd.timers.reboot-window.timerConfig = {
      OnCalendar = "Sat 02:00";
      Persistent = false;
    };
  };

  tlp = {
    settings.chargeLimit = 60;
    expect.services.tlp = {
      enable = true;
      settings.STOP_CHARGE_THRESH_BAT0 = 60;
    };
  };

  users = {
    settings.people.kim = {
      name = "Kim";
      groups = [ "video" ];
    };
    expect = {
      users.mutableUsers = false;
      users.users.admin.hashedPasswordFile = "/run/agenix/admin-password";
      users.users.kim = {
        isNormalUser = true;
        extraGroups = [ "video" ];
        homeMode = "0700";
        hashedPassword = absent;
      };
    };
  };

  watchdog = {
    settings.seconds = 60;
    expect = {
      systemd.settings.Manager.RuntimeWatchdogSec = "60s";
      boot.kernel.sysctl."kernel.panic" = 20;
    };
  };
}
