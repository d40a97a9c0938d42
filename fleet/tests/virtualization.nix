# What the features of this category set up. Run by `nix eval .#tests`.
{ has, ... }:
{
  apptainer = {
    settings.fakeroot = false;
    expect.programs.singularity = {
      enable = true;
      enableFakeroot = false;
    };
  };

  container-updates = {
    settings.schedule = "daily";
    expect.systemd.timers.podman-auto-update = {
      wantedBy = [ "timers.target" ];
      timerConfig.OnCalendar = [
        ""
        "daily"
      ];
    };
  };

  distrobox = {
    settings.image = "docker.io/library/debian:13";
    expect = {
      environment.systemPackages = has [ "distrobox" ];
      environment.etc."distrobox/distrobox.conf".text = has [ "debian:13" ];
    };
  };

  docker = {
    settings = {
      prune = false;
      users = [ "admin" ];
      dataRoot = "/srv/docker";
    };
    expect = {
      virtualisation.docker.enable = true;
      virtualisation.docker.autoPrune.enable = false;
      virtualisation.docker.daemon.settings.data-root = "/srv/docker";
      users.groups.docker.members = [ "admin" ];
      environment.systemPackages = has [ "docker-compose" ];
    };
  };

  incus = {
    settings = {
      page = true;
      bridge = "br9";
    };
    expect = {
      virtualisation.incus.enable = true;
      virtualisation.incus.ui.enable = true;
      networking.firewall.interfaces.br9.allowedTCPPorts = [ 53 ];
      networking.nftables.enable = true;
    };
  };

  k3s-agents = {
    settings = {
      count = 3;
      memory = 2560;
    };
    expect = {
      microvm.vms.k3s-agent-1.autostart = true;
      microvm.vms.k3s-agent-3.config.config = {
        microvm.mem = 2560;
        services.k3s.enable = true;
        services.k3s.role = "agent";
        services.k3s.serverAddr = "https://10.100.0.20:6443";
        services.k3s.tokenFile = "/run/k3s-token/token";
        networking.firewall.allowedTCPPorts = has [ 10250 ];
      };
      networking.hosts."10.100.0.23" = [ "k3s-agent-3.microvm" ];
      systemd.services."microvm@k3s-agent-3".after = has [ "microvm@k3s-server.service" ];
    };
  };

  k3s-server = {
    "with".virtualization.microvms.network = "10.7.7";
    settings.disable = [ "traefik" ];
    expect = {
      microvm.vms.k3s-server.config.config = {
        services.k3s.role = "server";
        services.k3s.extraFlags = [ "--disable=traefik" ];
        networking.firewall.allowedTCPPorts = has [
          6443
          10250
        ];
      };
      # In a folder of its own: that folder is what the machines see.
      age.secrets.k3s-token.path = "/run/k3s-token/token";
      age.secrets.k3s-token.symlink = false;
      networking.hosts."10.7.7.20" = [ "k3s-server.microvm" ];
      environment.systemPackages = has [
        "k3s-kubeconfig"
        "kubectl"
      ];
    };
  };

  libvirt = {
    settings = {
      viewer = false;
      onBoot = "start";
    };
    expect = {
      virtualisation.libvirtd.enable = true;
      virtualisation.libvirtd.onBoot = "start";
      virtualisation.libvirtd.qemu.swtpm.enable = true;
      programs.virt-manager.enable = false;
    };
  };

  microvm-dev = {
    settings = {
      autostart = false;
      memory = 6144;
    };
    expect = {
      microvm.vms.dev.autostart = false;
      microvm.vms.dev.config.config = {
        microvm.mem = 6144;
        microvm.vcpu = 4;
        microvm.hypervisor = "cloud-hypervisor";
        microvm.writableStoreOverlay = "/nix/.rw-store";
        microvm.virtiofsd.extraArgs = [ "--readonly" ];
        environment.systemPackages = has [ "ripgrep" ];
        services.openssh.enable = true;
      };
      networking.hosts."10.100.0.11" = [ "dev.microvm" ];
    };
  };

  microvm-playground = {
    expect = {
      microvm.vms.playground.autostart = false;
      microvm.vms.playground.config.config.virtualisation.podman.enable = true;
      networking.hosts."10.100.0.13" = [ "playground.microvm" ];
      systemd.network.networks."20-microvm-playground".bridgeConfig.Isolated = true;
      environment.systemPackages = has [ "playground-reset" ];
    };
  };

  microvm-test = {
    settings.autostart = true;
    expect = {
      microvm.vms.test.autostart = true;
      # No way out, unless somebody asks for it.
      microvm.vms.test.config.config.systemd.network.networks."10-bridge".gateway = [ ];
      networking.hosts."10.100.0.12" = [ "test.microvm" ];
    };
  };

  microvms = {
    settings = {
      bridge = "br0";
      memoryMax = "16G";
      uplink = "enp4s0";
    };
    expect = {
      microvm.host.enable = true;
      networking.nat.enable = true;
      networking.nat.internalInterfaces = [ "br0" ];
      networking.nat.externalInterface = "enp4s0";
      systemd.slices.microvms.sliceConfig.MemoryMax = "16G";
      systemd.services."microvm@".serviceConfig.Slice = "microvms.slice";
      systemd.network.networks."20-br0".address = [ "10.100.0.1/24" ];
      systemd.network.networks."30-microvms".networkConfig.Bridge = "br0";
    };
  };

  nvidia-containers = {
    hardware = [ "nvidia" ];
    settings.naming = "uuid";
    expect.hardware.nvidia-container-toolkit = {
      enable = true;
      device-name-strategy = "uuid";
    };
  };

  oci-tools.expect.environment.systemPackages = has [
    "buildah"
    "dive"
    "skopeo"
  ];

  podman = {
    settings = {
      autoPrune = true;
      users = [ "admin" ];
    };
    expect = {
      virtualisation.podman.enable = true;
      virtualisation.podman.dockerCompat = true;
      virtualisation.podman.autoPrune.enable = true;
      users.groups.podman.members = [ "admin" ];
      environment.systemPackages = has [
        "podman-compose"
        "skopeo"
      ];
    };
  };

  quickemu = {
    settings.windowsGuests = false;
    expect.environment.systemPackages = has [ "quickemu" ];
  };

  registry = {
    settings = {
      port = 5999;
      expose = "network";
    };
    expect = {
      services.dockerRegistry.enable = true;
      services.dockerRegistry.port = 5999;
      services.dockerRegistry.enableGarbageCollect = true;
      networking.firewall.allowedTCPPorts = has [ 5999 ];
    };
  };

  vfio = {
    hardware = [ "intel" ];
    settings.devices = [
      "10de:2484"
      "10de:228b"
    ];
    expect.boot = {
      kernelParams = has [
        "iommu=pt"
        "intel_iommu=on"
      ];
      initrd.kernelModules = has [ "vfio_pci" ];
      extraModprobeConfig = has [ "options vfio-pci ids=10de:2484,10de:228b" ];
    };
  };

  waydroid = {
    settings.clipboard = false;
    expect = {
      virtualisation.waydroid.enable = true;
      networking.firewall.interfaces.waydroid0.allowedUDPPorts = [
        53
        67
      ];
    };
  };
}
