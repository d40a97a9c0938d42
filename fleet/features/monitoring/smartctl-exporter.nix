{ mkFeature }:
mkFeature {
  title = "SMART exporter";
  description = "Tells Prometheus how the disks feel: wear, reallocated sectors, temperature, and their own verdict.";
  category = "monitoring";
  health = [
    { unit = "prometheus-smartctl-exporter.service"; }
    { url = "http://127.0.0.1:9633/metrics"; }
  ];
  metrics = [
    "smartctl_device"
    "smartctl_device_media_errors"
    "smartctl_device_percentage_used"
    "smartctl_device_power_on_seconds"
    "smartctl_device_smart_status"
    "smartctl_device_temperature"
  ];

  options =
    { lib, ... }:
    {
      devices = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "/dev/nvme0n1" ];
        description = "Disks to look at; an empty list means all that answer to SMART.";
      };
      interval = lib.mkOption {
        type = lib.types.str;
        default = "5m";
        description = "Shortest time between two looks at a disk: asking too often keeps it from sleeping.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who may ask for the numbers: this host, the tailnet, or every network.";
      };
    };

  config =
    { cfg, ... }:
    let
      reach = import ./reach.nix {
        inherit (cfg) expose;
        port = 9633;
      };
    in
    {
      services.prometheus.exporters.smartctl = {
        enable = true;
        listenAddress = reach.address;
        devices = cfg.devices;
        maxInterval = cfg.interval;
      };
      networking.firewall = reach.firewall;
    };
}
