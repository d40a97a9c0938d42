{ mkFeature }:
mkFeature {
  title = "MicroVMs";
  description = "A home for small virtual machines: a bridge of their own with a way out, limits on what they take together, the host's store shared with them for reading.";
  category = "virtualization";
  hardware = {
    requires = [
      "amd"
      "intel"
    ];
  };
  health = [ { unit = "microvms.target"; } ];

  options =
    { lib, ... }:
    {
      bridge = lib.mkOption {
        type = lib.types.str;
        default = "microbr";
        description = "Name of the bridge the machines stand on.";
      };
      network = lib.mkOption {
        type = lib.types.strMatching "[0-9]+\\.[0-9]+\\.[0-9]+";
        default = "10.100.0";
        description = "First three numbers of the machines' addresses. The host has number 1.";
      };
      uplink = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "enp4s0";
        description = "Interface the machines go out by; null is whichever the host itself would take.";
      };
      resolvers = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "9.9.9.9"
          "149.112.112.112"
        ];
        description = "Name servers that the machines ask.";
      };
      memoryMax = lib.mkOption {
        type = lib.types.strMatching "[0-9]+[KMGT%]";
        default = "60%";
        example = "32G";
        description = "Memory that all machines may take together.";
      };
      cpuWeight = lib.mkOption {
        type = lib.types.ints.between 1 10000;
        default = 50;
        description = "Their share of the processors when those are busy; the host's own services have 100.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    {
      microvm.host.enable = true;

      systemd.network = {
        enable = true;
        netdevs."20-${cfg.bridge}".netdevConfig = {
          Kind = "bridge";
          Name = cfg.bridge;
        };
        networks = {
          "20-${cfg.bridge}" = {
            matchConfig.Name = cfg.bridge;
            address = [ "${cfg.network}.1/24" ];
            # The bridge has its address although no machine runs.
            networkConfig.ConfigureWithoutCarrier = true;
            linkConfig.RequiredForOnline = "no";
          };
          "30-microvms" = {
            matchConfig.Name = "vm-*";
            networkConfig.Bridge = cfg.bridge;
            linkConfig.RequiredForOnline = "no";
          };
        };
        # Where something else looks after the real interfaces, networkd would wait for nothing.
        wait-online.enable = lib.mkIf (!config.networking.useNetworkd) (lib.mkDefault false);
      };
      networking = {
        nat = {
          enable = true;
          internalInterfaces = [ cfg.bridge ];
          externalInterface = lib.mkIf (cfg.uplink != null) cfg.uplink;
        };
        dhcpcd.denyInterfaces = [
          cfg.bridge
          "vm-*"
        ];
        networkmanager.unmanaged = [
          "interface-name:${cfg.bridge}"
          "interface-name:vm-*"
        ];
      };

      systemd.slices.microvms = {
        description = "All microVMs together";
        sliceConfig = {
          MemoryMax = cfg.memoryMax;
          CPUWeight = cfg.cpuWeight;
        };
      };
      systemd.services."microvm@".serviceConfig.Slice = "microvms.slice";
    };
}
