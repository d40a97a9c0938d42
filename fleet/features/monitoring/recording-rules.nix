{ mkFeature }:
mkFeature {
  title = "Recording rules";
  description = "Has Prometheus work out load, memory, traffic and loss per host as it goes, for dashboards that open at once.";
  category = "monitoring";
  needs = [ "monitoring.prometheus" ];
  metrics = [
    "filesystem:used:ratio"
    "fleet:hosts_up:count"
    "fleet:reboots_needed:count"
    "fleet:revisions:count"
    "host:cpu_usage:ratio"
    "host:disk_busy:ratio"
    "host:disk_read:bytes_per_second"
    "host:disk_written:bytes_per_second"
    "host:load_per_core:ratio"
    "host:memory_usage:ratio"
    "host:network_receive:bytes_per_second"
    "host:network_transmit:bytes_per_second"
    "host:uptime:seconds"
    "probe:loss:ratio_10m"
    "probe:round_trip:seconds"
  ];

  config =
    { pkgs, ... }:
    {
      services.prometheus.ruleFiles = [
        (pkgs.writeText "fleet-recording.rules" (builtins.toJSON { groups = import ./rules/recording.nix; }))
      ];
    };
}
