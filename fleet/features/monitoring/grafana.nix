{ mkFeature }:
mkFeature {
  title = "Grafana";
  description = "Dashboards over Prometheus and Loki: the fleet, each host, network stability, storage and backup, media.";
  category = "monitoring";
  brings = [ "monitoring.recording-rules" ];
  needs = [ "monitoring.prometheus" ];
  secrets = [
    "grafana-admin"
    "grafana-secret-key"
  ];
  health = [ { unit = "grafana.service"; } ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 3000;
        description = "Port of the page.";
      };
      dashboards = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "fleet"
            "host"
            "media"
            "monitoring"
            "network"
            "storage"
          ]
        );
        default = [
          "fleet"
          "host"
          "media"
          "monitoring"
          "network"
          "storage"
        ];
        description = "Dashboards to show.";
      };
      domain = lib.mkOption {
        type = lib.types.str;
        default = "localhost";
        description = "Name people type to reach it, for links in it.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who reaches the page: this host (a reverse proxy, for instance), the tailnet, or every network.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      reach = import ./reach.nix { inherit (cfg) expose port; };
      dashboards = import ./dashboards;
      secret = name: "$__file{${config.age.secrets.${name}.path}}";
      folder = "grafana-dashboards";
    in
    {
      age.secrets = {
        grafana-admin.owner = "grafana";
        grafana-secret-key.owner = "grafana";
      };

      services.grafana = {
        enable = true;
        settings = {
          server = {
            http_addr = reach.address;
            http_port = cfg.port;
            domain = cfg.domain;
          };
          security = {
            admin_password = secret "grafana-admin";
            secret_key = secret "grafana-secret-key";
            disable_gravatar = true;
            cookie_samesite = "strict";
          };
          analytics = {
            reporting_enabled = false;
            check_for_updates = false;
          };
          users.allow_sign_up = false;
          # The first page is the fleet, where there is such a dashboard.
          dashboards = lib.optionalAttrs (lib.elem "fleet" cfg.dashboards) {
            default_home_dashboard_path = "/etc/${folder}/fleet.json";
          };
        };
        provision = {
          enable = true;
          datasources.settings.datasources = [
            {
              name = "Prometheus";
              type = "prometheus";
              uid = "prometheus";
              url = "http://127.0.0.1:9090";
              isDefault = true;
            }
          ]
          ++ lib.optional config.features.monitoring.loki.enable {
            name = "Loki";
            type = "loki";
            uid = "loki";
            url = "http://127.0.0.1:3100";
          }
          ++ lib.optional config.features.monitoring.alertmanager.enable {
            name = "Alertmanager";
            type = "alertmanager";
            uid = "alertmanager";
            url = "http://127.0.0.1:9093";
            jsonData.implementation = "prometheus";
          };
          dashboards.settings.providers = [
            {
              name = "fleet";
              type = "file";
              allowUiUpdates = false;
              options.path = "/etc/${folder}";
            }
          ];
        };
      };

      environment.etc = lib.listToAttrs (
        map (
          name: lib.nameValuePair "${folder}/${name}.json" { text = builtins.toJSON dashboards.${name}; }
        ) (lib.unique cfg.dashboards)
      );

      networking.firewall = reach.firewall;
    };
}
