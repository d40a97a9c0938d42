{ mkFeature }:
mkFeature {
  title = "systemd exporter";
  description = "Tells Prometheus about every unit: restarts, start times, and when its timers last ran.";
  category = "monitoring";
  health = [
    { unit = "prometheus-systemd-exporter.service"; }
    { url = "http://127.0.0.1:9558/metrics"; }
  ];
  metrics = [
    "systemd_service_restart_total"
    "systemd_timer_last_trigger_seconds"
    "systemd_unit_start_time_seconds"
    "systemd_unit_state"
  ];

  options =
    { lib, ... }:
    {
      units = lib.mkOption {
        type = lib.types.str;
        default = ".+[.](service|timer|socket|mount)";
        description = "Regular expression for the names of the units to tell about.";
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
    { cfg, lib, ... }:
    let
      reach = import ./reach.nix {
        inherit (cfg) expose;
        port = 9558;
      };
    in
    {
      services.prometheus.exporters.systemd = {
        enable = true;
        listenAddress = reach.address;
        extraFlags = [
          "--systemd.collector.enable-restart-count"
          "--systemd.collector.unit-include=${lib.escapeShellArg cfg.units}"
        ];
      };
      networking.firewall = reach.firewall;
    };
}
