# What the performance features set up. Run by `nix eval .#tests`.
{ has, ... }:
{
  bpftune.expect.services.bpftune.enable = true;

  build-folder = {
    settings.percent = 30;
    expect = {
      nix.settings.build-dir = "/nix/var/nix/builds";
      fileSystems."/nix/var/nix/builds".options = has [ "size=30%" ];
    };
  };

  cpu-scheduler = {
    settings.scheduler = "scx_lavd";
    expect.services.scx = {
      enable = true;
      scheduler = "scx_lavd";
    };
  };

  huge-pages = {
    settings = {
      mode = "always";
      reserved = 512;
    };
    expect = {
      boot.kernelParams = has [ "transparent_hugepage=always" ];
      boot.kernel.sysctl."vm.nr_hugepages" = 512;
    };
  };

  io = {
    settings = {
      hdd = "mq-deadline";
      dirtyMiB = 64;
    };
    expect = {
      services.udev.extraRules = has [
        ''ATTR{queue/rotational}=="1", ATTR{queue/scheduler}="mq-deadline"''
      ];
      boot.kernel.sysctl."vm.dirty_bytes" = 67108864;
    };
  };

  irqbalance.expect.services.irqbalance.enable = true;

  limits = {
    settings.watches = 8192;
    expect.boot.kernel.sysctl = {
      "fs.inotify.max_user_watches" = 8192;
      "vm.max_map_count" = 1048576;
    };
  };

  memory = {
    settings.memoryGiB = 128;
    expect.zramSwap = {
      enable = true;
      algorithm = "zstd";
      memoryPercent = 12;
    };
  };

  network-tuning = {
    settings.line = "10G";
    expect.boot = {
      kernelModules = has [ "tcp_bbr" ];
      kernel.sysctl = {
        "net.ipv4.tcp_congestion_control" = "bbr";
        "net.core.rmem_max" = 134217728;
      };
    };
  };

  oom = {
    settings.freePercent = 10;
    expect = {
      services.earlyoom.enable = true;
      services.earlyoom.freeMemThreshold = 10;
      systemd.oomd.enable = false;
    };
  };

  oomd = {
    settings.slices = [ "system" ];
    expect.systemd.oomd = {
      enable = true;
      enableSystemSlice = true;
      enableUserSlices = false;
    };
  };

  same-pages = {
    settings.pause = 50;
    expect.hardware.ksm = {
      enable = true;
      sleep = 50;
    };
  };

  swap = {
    "with".performance.memory.enable = true;
    settings.keepFreeMiB = 128;
    expect.boot.kernel.sysctl = {
      "vm.swappiness" = 150;
      "vm.min_free_kbytes" = 131072;
    };
  };
}
