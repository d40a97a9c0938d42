{ mkFeature }:
mkFeature {
  title = "Loki";
  description = "Keeps the journals of all hosts in one place, to be searched from Grafana.";
  category = "monitoring";
  health = [
    { unit = "loki.service"; }
    { url = "http://127.0.0.1:3100/ready"; }
  ];
  metrics = [
    "loki_distributor_bytes_received_total"
    "loki_distributor_lines_received_total"
    "loki_discarded_samples_total"
  ];

  options =
    { lib, ... }:
    {
      days = lib.mkOption {
        type = lib.types.ints.between 1 730;
        default = 30;
        description = "Days that lines are kept.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who may send and search lines: this host, the tailnet, or every network. There is no login.";
      };
    };

  config =
    { cfg, ... }:
    let
      reach = import ./reach.nix {
        inherit (cfg) expose;
        port = 3100;
      };
    in
    {
      services.loki = {
        enable = true;
        configuration = {
          auth_enabled = false;
          analytics.reporting_enabled = false;
          server = {
            http_listen_address = reach.address;
            http_listen_port = 3100;
            # Its parts talk to each other on this host only.
            grpc_listen_address = "127.0.0.1";
            log_level = "warn";
          };
          common = {
            path_prefix = "/var/lib/loki";
            instance_addr = "127.0.0.1";
            replication_factor = 1;
            ring.kvstore.store = "inmemory";
            storage.filesystem = {
              chunks_directory = "/var/lib/loki/chunks";
              rules_directory = "/var/lib/loki/rules";
            };
          };
          schema_config.configs = [
            {
              from = "2025-01-01";
              store = "tsdb";
              object_store = "filesystem";
              schema = "v13";
              index = {
                prefix = "index_";
                period = "24h";
              };
            }
          ];
          limits_config = {
            retention_period = "${toString (cfg.days * 24)}h";
            # A host that was away for a while sends what it has.
            reject_old_samples_max_age = "168h";
            max_query_series = 5000;
          };
          # Without the compactor nothing is ever deleted.
          compactor = {
            working_directory = "/var/lib/loki/compactor";
            retention_enabled = true;
            delete_request_store = "filesystem";
          };
        };
      };
      networking.firewall = reach.firewall;
    };
}
