# What the features of installation images set up. Run by `nix eval .#tests`.
{ has, absent, ... }:
{
  base = {
    settings.keyboard = "de";
    expect = {
      environment.systemPackages = has [
        "git"
        "parted"
      ];
      hardware.enableAllFirmware = true;
      console.keyMap = "de";
      services.getty.helpLine = has [ "guided-disk" ];
    };
  };

  burn-in.expect.environment.systemPackages = has [ "burn-in" ];

  fleet-copy.expect = {
    environment.etc = has [ "fleet" ];
    environment.systemPackages = has [ "install-host" ];
  };

  guided-disk = {
    settings.encrypt = true;
    expect.environment.systemPackages = has [ "guided-disk" ];
  };

  hardware-report = {
    settings.atLogin = true;
    expect = {
      environment.systemPackages = has [ "hardware-report" ];
      programs.bash.loginShellInit = has [ "hardware-report" ];
    };
  };

  network = {
    settings.wifi = "iwd";
    expect.networking = {
      networkmanager.enable = true;
      networkmanager.wifi.backend = "iwd";
      wireless.enable = false;
      wireless.iwd.enable = true;
    };
  };

  offline = {
    settings.askCaches = true;
    expect.nix.settings = {
      substitute = true;
      flake-registry = "";
    };
  };

  rescue = {
    settings.fileSystems = [ "xfs" ];
    expect = {
      boot.supportedFilesystems.xfs = true;
      boot.swraid.enable = true;
      environment.systemPackages = has [ "testdisk" ];
    };
  };

  rescue-amd.expect = {
    boot.initrd.kernelModules = has [ "amdgpu" ];
    environment.systemPackages = has [ "radeontop" ];
  };

  rescue-intel.expect = {
    boot.initrd.kernelModules = has [ "i915" ];
    boot.initrd.availableKernelModules = has [ "vmd" ];
  };

  rescue-nvidia = {
    settings.picture = "firmware";
    expect.boot = {
      kernelParams = has [ "nomodeset" ];
      blacklistedKernelModules = has [ "nouveau" ];
    };
  };

  serial-console = {
    settings.speed = 9600;
    expect = {
      boot.kernelParams = has [ "console=ttyS0,9600n8" ];
      systemd.services."serial-getty@ttyS0".enable = true;
    };
  };

  ssh = {
    settings.keys = [ "ssh-ed25519 AAAA you" ];
    expect = {
      services.openssh.enable = true;
      services.openssh.settings.PasswordAuthentication = false;
      users.users.root.openssh.authorizedKeys.keys = has [ "ssh-ed25519 AAAA you" ];
      services.avahi.enable = true;
      users.users.root.password = absent;
    };
  };
}
