# What the security features set up. Run by `nix eval .#tests`.
{ has, ... }:
{
  antivirus = {
    settings.folders = [ "/srv/share" ];
    expect.services.clamav = {
      daemon.enable = true;
      updater.enable = true;
      scanner.scanDirectories = [ "/srv/share" ];
    };
  };

  apparmor = {
    settings.killUnconfined = true;
    expect.security.apparmor = {
      enable = true;
      killUnconfinedConfinables = true;
    };
  };

  audit = {
    settings = {
      subjects = [ "modules" ];
      lock = true;
    };
    expect.security = {
      auditd.enable = true;
      audit = {
        enable = "lock";
        rules = [
          "-a always,exit -F arch=b64 -S init_module -S finit_module -S delete_module -k modules"
        ];
      };
    };
  };

  core-dumps.expect = {
    systemd.coredump.enable = false;
    boot.kernel.sysctl."fs.suid_dumpable" = 0;
  };

  fail2ban = {
    settings = {
      banTime = "2h";
      tries = 3;
    };
    expect.services.fail2ban = {
      enable = true;
      bantime = "2h";
      maxretry = 3;
      bantime-increment.enable = true;
      ignoreIP = has [ "100.64.0.0/10" ];
    };
  };

  file-permissions = {
    settings.paths."/srv/media" = {
      mode = "2775";
      group = "media";
      everything = true;
    };
    expect.systemd.tmpfiles.settings."50-fleet-permissions" = {
      "/root".z.mode = "0700";
      "/srv/media".Z = {
        mode = "2775";
        group = "media";
      };
    };
  };

  hardening.expect = {
    security.protectKernelImage = true;
    security.sudo.execWheelOnly = true;
    security.apparmor.enable = true;
    boot.kernel.sysctl."kernel.dmesg_restrict" = 1;
  };

  idle-logout = {
    settings.minutes = 10;
    expect = {
      services.logind.settings.Login.StopIdleSessionSec = 600;
      environment.etc."profile.local".text = has [ "TMOUT=600" ];
    };
  };

  integrity-check = {
    settings.when = "weekly";
    expect = {
      systemd.timers.integrity-check.timerConfig.OnCalendar = "weekly";
      systemd.services.integrity-check.serviceConfig.StateDirectory = "integrity-check";
      environment.systemPackages = has [ "aide" ];
    };
  };

  kernel-parameters = {
    settings.level = "strict";
    expect = {
      boot.kernel.sysctl = {
        "kernel.yama.ptrace_scope" = 2;
        "kernel.io_uring_disabled" = 1;
        "net.ipv4.conf.all.accept_redirects" = 0;
      };
      boot.kernelParams = has [
        "init_on_free=1"
        "slab_nomerge"
      ];
    };
  };

  known-hosts = {
    settings.domains = [ "example.net" ];
    expect.programs.ssh.knownHosts = {
      p620.hostNames = [
        "p620"
        "p620.example.net"
      ];
      dex5550 = has [ "publicKey" ];
    };
  };

  login-banner = {
    settings.warning = "Keep out.";
    expect = {
      services.openssh.banner = has [ "Keep out." ];
      services.getty.greetingLine = has [
        "probe"
        "Keep out."
      ];
      users.motd = has [ "probe" ];
    };
  };

  lynis = {
    settings.when = "monthly";
    expect = {
      systemd.timers.lynis.timerConfig.OnCalendar = "monthly";
      environment.systemPackages = has [ "lynis" ];
    };
  };

  module-lock = {
    settings.loadFirst = [ "nbd" ];
    expect = {
      security.lockKernelModules = true;
      boot.kernelModules = has [ "nbd" ];
    };
  };

  password-policy = {
    settings.minimum = 20;
    expect.security = {
      pam.services.passwd.rules.password.pwquality = {
        control = "requisite";
        settings.minlen = 20;
      };
      loginDefs.settings.ENCRYPT_METHOD = "YESCRYPT";
    };
  };

  polkit-rules = {
    settings.units.media = [ "plex.service" ];
    expect = {
      security.polkit.enable = true;
      security.polkit.extraConfig = has [ ''"media":["plex.service"]'' ];
      users.groups = has [ "media" ];
    };
  };

  rare-modules = {
    settings.groups = [ "usb-storage" ];
    expect = {
      boot.blacklistedKernelModules = has [ "usb-storage" ];
      boot.extraModprobeConfig = has [ "install uas " ];
    };
  };

  second-factor = {
    "with".network.ssh.enable = true;
    settings = {
      services = [
        "sudo"
        "sshd"
      ];
      enforce = true;
    };
    expect = {
      security.pam = {
        services.sudo.u2fAuth = true;
        services.sshd.googleAuthenticator = {
          enable = true;
          allowNullOTP = false;
        };
        u2f.control = "required";
      };
      services.openssh = {
        settings.KbdInteractiveAuthentication = true;
        extraConfig = has [ "AuthenticationMethods publickey,keyboard-interactive" ];
      };
      environment.systemPackages = has [ "pam_u2f" ];
    };
  };

  secret-rotation = {
    settings.everything = true;
    expect = {
      systemd.services.secret-rotation.serviceConfig.Type = "oneshot";
      systemd.timers.secret-rotation.timerConfig.OnCalendar = "daily";
    };
  };

  service-hardening = {
    "with".media.plex.enable = true;
    settings.services.my-service = "strict";
    expect.systemd = {
      settings.Manager.SystemCallArchitectures = "native";
      services.plex.serviceConfig.ProtectKernelModules = true;
      services.my-service.serviceConfig = {
        ProtectSystem = "strict";
        NoNewPrivileges = true;
      };
    };
  };

  ssh-keys-only = {
    settings = {
      allowedGroups = [ "wheel" ];
      maxTries = 5;
    };
    expect.services.openssh.settings = {
      AllowGroups = [ "wheel" ];
      KbdInteractiveAuthentication = false;
      MaxAuthTries = 5;
      PasswordAuthentication = false;
      X11Forwarding = false;
    };
  };

  sudo-rules = {
    "with".security.hardening.enable = true;
    settings = {
      wheelNeedsPassword = false;
      rules.media = [ "/run/current-system/sw/bin/systemctl restart plex.service" ];
    };
    expect = {
      security.sudo = {
        wheelNeedsPassword = false;
        # Although hardening is on.
        execWheelOnly = false;
        extraConfig = has [ "use_pty" ];
      };
      users.groups = has [ "media" ];
    };
  };

  tpm-disk-unlock = {
    settings = {
      devices = [ "root" ];
      pin = true;
    };
    expect = {
      boot.initrd.systemd.enable = true;
      boot.initrd.luks.devices.root.crypttabExtraOpts = [
        "tpm2-device=auto"
        "tpm2-pin=yes"
      ];
      security.tpm2.enable = true;
    };
  };

  usbguard = {
    settings.allow = [ "allow id 046d:c52b" ];
    expect.services.usbguard = {
      enable = true;
      implicitPolicyTarget = "block";
      rules = "allow id 046d:c52b";
    };
  };
}
