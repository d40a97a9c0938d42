{ mkFeature }:
mkFeature {
  title = "Grafana";
  description = "Dashboards over Prometheus.";
  category = "monitoring";
  needs = [ "monitoring.prometheus" ];
  health = [
    { unit = "grafana.service"; }
    { url = "http://127.0.0.1:3000/api/health"; }
  ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 3000;
        description = "Port of the page.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.grafana = {
        enable = true;
        settings.server = {
          http_addr = "0.0.0.0";
          http_port = cfg.port;
        };
        provision = {
          enable = true;
          datasources.settings.datasources = [
            {
              name = "Prometheus";
              type = "prometheus";
              url = "http://127.0.0.1:9090";
              isDefault = true;
            }
          ];
        };
      };
      networking.firewall.allowedTCPPorts = [ cfg.port ];
    };
}
