# What the features for hardware set up. Run by `nix eval .#tests`.
{ has, absent }:
{
  amd-gpu-control = {
    settings.overdrive = true;
    expect = {
      hardware.amdgpu.overdrive.enable = true;
      systemd.services.lactd.wantedBy = [ "multi-user.target" ];
      environment.systemPackages = has [ "lact" ];
    };
  };

  amd-pstate = {
    settings.mode = "guided";
    expect.boot.kernelParams = has [ "amd_pstate=guided" ];
  };

  amd-rocm = {
    settings.pretend = "10.3.0";
    expect = {
      hardware.amdgpu.opencl.enable = true;
      environment.sessionVariables.HSA_OVERRIDE_GFX_VERSION = "10.3.0";
      users.users.admin.extraGroups = has [ "render" ];
    };
  };

  auto-cpufreq = {
    settings.turboOnBattery = true;
    expect.services.auto-cpufreq = {
      enable = true;
      settings.battery.turbo = "auto";
    };
  };

  backlight = {
    expect = {
      services.udev.packages = has [ "brightnessctl" ];
      users.users.admin.extraGroups = has [ "video" ];
    };
  };

  battery = {
    settings = {
      low = 25;
      act = 5;
    };
    expect.services.upower = {
      enable = true;
      percentageLow = 25;
      percentageCritical = 7;
      percentageAction = 5;
      criticalPowerAction = "PowerOff";
    };
  };

  cpu-frequency = {
    hardware = [ "amd" ];
    "with".hardware.amd-pstate = {
      enable = true;
      mode = "passive";
    };
    settings.maximum = 3000;
    expect.powerManagement = {
      cpuFreqGovernor = "schedutil";
      cpufreq.max = 3000000;
    };
  };

  drawing-tablet = {
    expect.hardware.opentabletdriver.enable = true;
  };

  fans = {
    hardware = [ "nvidia" ];
    expect.programs.coolercontrol = {
      enable = true;
      nvidiaSupport = true;
    };
  };

  fingerprint = {
    settings = {
      driver = "goodix";
      sudo = true;
    };
    expect = {
      services.fprintd.enable = true;
      services.fprintd.tod.driver = has [ "type" ];
      security.pam.services.sudo.fprintAuth = true;
      security.pam.services.login.fprintAuth = false;
    };
  };

  firmware = {
    settings.testing = true;
    expect.services.fwupd = {
      enable = true;
      extraRemotes = [ "lvfs-testing" ];
    };
  };

  hibernation = {
    settings.delay = "45min";
    expect = {
      boot.resumeDevice = "/dev/disk/by-label/swap";
      systemd.sleep.extraConfig = has [ "HibernateDelaySec=45min" ];
    };
  };

  intel-compute = {
    expect.hardware.graphics.extraPackages = has [ "intel-compute-runtime" ];
  };

  intel-media = {
    expect = {
      hardware.graphics.extraPackages = has [ "vpl-gpu-rt" ];
      environment.sessionVariables.LIBVA_DRIVER_NAME = "iHD";
    };
  };

  key-remapping = {
    settings = {
      capsLock = "control";
      homeRow = true;
    };
    expect.services.keyd = {
      enable = true;
      keyboards.default.settings.main.capslock = "layer(arrows)";
      keyboards.default.settings."arrows:C".h = "left";
    };
  };

  keyboards = {
    settings.makers = [ "zsa" ];
    expect = {
      hardware.keyboard.zsa.enable = true;
      hardware.keyboard.qmk.enable = false;
      environment.systemPackages = has [ "keymapp" ];
    };
  };

  lid = {
    settings.docked = "lock";
    expect.services.logind.settings.Login = {
      HandleLidSwitch = "suspend";
      HandleLidSwitchDocked = "lock";
    };
  };

  logitech = {
    expect.hardware.logitech.wireless = {
      enable = true;
      enableGraphical = true;
    };
  };

  memory-errors = {
    expect.hardware.rasdaemon.enable = true;
  };

  monitor-control = {
    expect = {
      hardware.i2c.enable = true;
      environment.systemPackages = has [ "ddcutil" ];
      users.users.admin.extraGroups = has [ "i2c" ];
    };
  };

  mouse = {
    expect = {
      services.ratbagd.enable = true;
      environment.systemPackages = has [ "piper" ];
    };
  };

  nvidia-media = {
    expect = {
      hardware.graphics.extraPackages = has [ "nvidia-vaapi-driver" ];
      environment.sessionVariables.LIBVA_DRIVER_NAME = "nvidia";
    };
  };

  nvidia-power = {
    settings.watts = 180;
    expect = {
      hardware.nvidia.nvidiaPersistenced = true;
      hardware.nvidia.powerManagement.enable = true;
      systemd.services.nvidia-power-limit.serviceConfig.ExecStart =
        "/run/current-system/sw/bin/nvidia-smi --power-limit=180";
    };
  };

  nvidia-prime = {
    hardware = [
      "intel"
      "nvidia"
    ];
    settings = {
      mode = "sync";
      nvidiaBus = "PCI:2:0:0";
    };
    expect.hardware.nvidia = {
      prime.sync.enable = true;
      prime.offload.enable = false;
      prime.nvidiaBusId = "PCI:2:0:0";
      prime.intelBusId = "PCI:0:2:0";
      powerManagement.finegrained = false;
    };
  };

  powertop = {
    expect.powerManagement.powertop.enable = true;
  };

  razer = {
    settings.darkWhenIdle = false;
    expect = {
      hardware.openrazer.enable = true;
      hardware.openrazer.users = [ "admin" ];
      hardware.openrazer.devicesOffOnScreensaver = false;
    };
  };

  rgb = {
    hardware = [ "amd" ];
    settings.colour = "000000";
    expect = {
      services.hardware.openrgb.enable = true;
      services.hardware.openrgb.motherboard = "amd";
      systemd.services.openrgb-colour.serviceConfig.ExecStart = has [ "--color 000000" ];
    };
  };

  sensors = {
    hardware = [ "intel" ];
    settings.chips = [ "nct6775" ];
    expect = {
      boot.kernelModules = has [
        "coretemp"
        "nct6775"
      ];
      environment.systemPackages = has [ "lm_sensors" ];
    };
  };

  smart-card = {
    expect = {
      services.pcscd.enable = true;
      hardware.gpgSmartcards.enable = true;
      home.programs.gpg.scdaemonSettings.disable-ccid = true;
    };
  };

  thermal = {
    settings.anyProcessor = true;
    expect.services.thermald = {
      enable = true;
      ignoreCpuidCheck = true;
    };
  };

  thunderbolt = {
    hardware = [ "intel" ];
    expect = {
      services.hardware.bolt.enable = true;
      boot.kernelParams = has [ "intel_iommu=on" ];
    };
  };

  tpm = {
    expect = {
      security.tpm2.enable = true;
      security.tpm2.pkcs11.enable = true;
      users.users.admin.extraGroups = has [ "tss" ];
    };
  };

  undervolt = {
    settings.core = -80;
    expect.services.undervolt = {
      enable = true;
      coreOffset = -80;
      temp = 92;
    };
  };

  ups = {
    settings.expose = "network";
    expect.power.ups = {
      enable = true;
      mode = "netserver";
      openFirewall = true;
      ups.main.driver = "usbhid-ups";
      upsmon.monitor.main.type = "primary";
    };
  };

  virtual-camera = {
    settings = {
      name = "Studio";
      number = 4;
    };
    expect = {
      boot.kernelModules = has [ "v4l2loopback" ];
      boot.extraModprobeConfig = has [ "video_nr=4" ];
    };
  };

  webcam = {
    expect.home.home.packages = has [ "cameractrls-gtk4" ];
  };
}
