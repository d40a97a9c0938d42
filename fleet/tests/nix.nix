# What the Nix features set up. Run by `nix eval .#tests`.
{ has, ... }:
{
  access = {
    settings.trusted = [ "@wheel" ];
    expect.nix.settings = {
      allowed-users = has [
        "@users"
        "root"
      ];
      trusted-users = has [ "@wheel" ];
      accept-flake-config = false;
    };
  };

  access-tokens.expect = {
    nix.extraOptions = has [ "!include /run/agenix/nix-access-tokens" ];
    age.secrets.nix-access-tokens.mode = "0440";
  };

  builder = {
    "with".security.ssh-keys-only.enable = true;
    settings.keepDays = 0;
    expect = {
      users.users.nix-builder.isSystemUser = true;
      nix.settings.trusted-users = has [ "nix-builder" ];
      nix.settings.keep-outputs = false;
      services.openssh.settings.AllowGroups = has [
        "nix-builder"
        "wheel"
      ];
    };
  };

  cache-server = {
    settings.port = 5001;
    expect = {
      services.nix-serve = {
        enable = true;
        port = 5001;
        secretKeyFile = "/run/agenix/nix-cache-signing-key";
        openFirewall = false;
      };
      networking.firewall.interfaces.tailscale0.allowedTCPPorts = [ 5001 ];
    };
  };

  caches = {
    hardware = [ "nvidia" ];
    settings.timeout = 2;
    expect.nix.settings = {
      substituters = has [
        "http://p620:5000?priority=10"
        "https://cache.nixos-cuda.org?priority=42"
      ];
      connect-timeout = 2;
      fallback = true;
    };
  };

  change-report.expect = {
    system.activationScripts = has [ "change-report" ];
    environment.systemPackages = has [ "nvd" ];
  };

  emulation = {
    settings.systems = [ "riscv64-linux" ];
    expect.boot.binfmt = {
      emulatedSystems = [ "riscv64-linux" ];
      preferStaticEmulators = true;
    };
  };

  flake-registry = {
    settings = {
      fleet = {
        type = "github";
        owner = "you";
        repo = "fleet";
      };
      public = false;
    };
    expect.nix = {
      registry.fleet.to.owner = "you";
      channel.enable = false;
      settings.flake-registry = "";
    };
  };

  generations = {
    hardware = [ "intel" ];
    settings = {
      bootSizeMiB = 511;
      initrdSizeMiB = 120;
    };
    # (511 - 48) / (14 + 120), and one of them is room for the next.
    expect.boot.loader.systemd-boot.configurationLimit = 2;
  };

  nh = {
    settings.flake = "/home/admin/fleet";
    expect = {
      programs.nh.enable = true;
      programs.nh.flake = "/home/admin/fleet";
      environment.systemPackages = has [ "nix-output-monitor" ];
    };
  };

  nix-index = {
    settings.refresh = "monthly";
    expect = {
      programs.nix-index.enable = true;
      programs.command-not-found.enable = false;
      systemd.timers.nix-index-update.timerConfig.OnCalendar = "monthly";
    };
  };

  nix-ld = {
    settings.libraries = "graphical";
    expect.programs.nix-ld = {
      enable = true;
      libraries = has [
        "gtk3"
        "zlib"
      ];
    };
  };

  parallel-builds = {
    settings = {
      jobs = 4;
      cores = 2;
      priority = "normal";
    };
    expect.nix = {
      settings.max-jobs = 4;
      settings.cores = 2;
      daemonCPUSchedPolicy = "other";
    };
  };

  remote-builders = {
    settings = {
      machines = [ "p620" ];
      here = false;
    };
    expect = {
      nix.distributedBuilds = true;
      nix.settings.max-jobs = 0;
      nix.settings.builders-use-substitutes = true;
      age.secrets = has [ "nix-builder-key" ];
      programs.ssh.knownHosts = has [ "p620" ];
    };
  };

  sandbox = {
    settings.cgroups = false;
    expect.nix.settings = {
      sandbox = true;
      sandbox-fallback = false;
    };
  };
}
