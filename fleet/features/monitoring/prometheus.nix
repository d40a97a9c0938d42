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
  metrics = [
    "up"
    "scrape_duration_seconds"
    "prometheus_config_last_reload_successful"
    "prometheus_notifications_dropped_total"
    "prometheus_rule_evaluation_failures_total"
    "prometheus_tsdb_head_series"
    "prometheus_tsdb_storage_blocks_bytes"
  ];

  options =
    { lib, ... }:
    {
      retention = lib.mkOption {
        type = lib.types.str;
        default = "30d";
        description = "How long numbers are kept.";
      };
      retentionSize = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "40GB";
        description = "Disk space after which the oldest numbers go, however young they are; null sets no limit.";
      };
      interval = lib.mkOption {
        type = lib.types.str;
        default = "30s";
        description = "How often every target is asked.";
      };
      targets = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "localhost:9100" ];
        description = "Node exporters to ask, as host:port.";
      };
      jobs = lib.mkOption {
        type = lib.types.attrsOf (lib.types.listOf lib.types.str);
        default = { };
        example = {
          systemd = [
            "p510:9558"
            "p620:9558"
          ];
        };
        description = "Further exporters to ask: name of the job, and its targets as host:port.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "local";
        description = "Who may ask for the numbers: this host, the tailnet, or every network. There is no login.";
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
      reach = import ./reach.nix {
        inherit (cfg) expose;
        port = 9090;
      };

      # Rules and dashboards speak of hosts, so every series gets the host's name beside host:port.
      hostOf =
        target:
        let
          name = lib.head (lib.splitString ":" target);
        in
        if name == "localhost" || name == "127.0.0.1" then config.networking.hostName else name;

      job = name: targets: {
        job_name = name;
        static_configs = map (target: {
          targets = [ target ];
          labels.host = hostOf target;
        }) targets;
      };
    in
    {
      services.prometheus = {
        enable = true;
        listenAddress = reach.address;
        retentionTime = cfg.retention;
        extraFlags = lib.optional (
          cfg.retentionSize != null
        ) "--storage.tsdb.retention.size=${cfg.retentionSize}";
        globalConfig = {
          scrape_interval = cfg.interval;
          evaluation_interval = cfg.interval;
        };
        scrapeConfigs = [
          (job "nodes" cfg.targets)
          (job "prometheus" [ "localhost:9090" ])
        ]
        ++ lib.mapAttrsToList job cfg.jobs;
      };
      networking.firewall = reach.firewall;

      assertions = [
        {
          assertion = !(cfg.jobs ? nodes || cfg.jobs ? prometheus);
          message = "features.monitoring.prometheus.jobs must not be called nodes or prometheus: those exist already.";
        }
      ];
    };
}
