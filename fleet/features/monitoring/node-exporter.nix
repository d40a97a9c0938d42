{ mkFeature }:
mkFeature {
  title = "Node exporter";
  description = "Offers the host's load, memory, disks and units to Prometheus.";
  category = "monitoring";
  health = [
    { unit = "prometheus-node-exporter.service"; }
    { url = "http://127.0.0.1:9100/metrics"; }
  ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 9100;
        description = "Port to answer on.";
      };
      collectors = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "systemd" ];
        example = [
          "systemd"
          "processes"
        ];
        description = "Collectors beyond those that are on by themselves.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.prometheus.exporters.node = {
        enable = true;
        port = cfg.port;
        enabledCollectors = cfg.collectors;
        openFirewall = true;
      };
    };
}
