{ mkFeature }:
mkFeature {
  title = "Prometheus";
  description = "Collects the numbers of every host and keeps them.";
  category = "monitoring";
  brings = [ "monitoring.node-exporter" ];
  health = [
    { unit = "prometheus.service"; }
    { url = "http://127.0.0.1:9090/-/ready"; }
  ];

  options =
    { lib, ... }:
    {
      retention = lib.mkOption {
        type = lib.types.str;
        default = "30d";
        description = "How long numbers are kept.";
      };
      targets = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "localhost:9100" ];
        description = "Node exporters to ask, as host:port.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.prometheus = {
        enable = true;
        retentionTime = cfg.retention;
        globalConfig.scrape_interval = "30s";
        scrapeConfigs = [
          {
            job_name = "nodes";
            static_configs = [ { targets = cfg.targets; } ];
          }
        ];
      };
    };
}
