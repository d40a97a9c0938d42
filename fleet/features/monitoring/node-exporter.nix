{ mkFeature }:
mkFeature {
  title = "Node exporter";
  description = "Offers the host's load, memory, disks and units to Prometheus.";
  category = "monitoring";
  health = [
    { unit = "prometheus-node-exporter.service"; }
    { url = "http://127.0.0.1:9100/metrics"; }
  ];
  metrics = [
    "node_boot_time_seconds"
    "node_cpu_seconds_total"
    "node_disk_io_time_seconds_total"
    "node_disk_read_bytes_total"
    "node_disk_written_bytes_total"
    "node_filesystem_avail_bytes"
    "node_filesystem_files"
    "node_filesystem_files_free"
    "node_filesystem_readonly"
    "node_filesystem_size_bytes"
    "node_hwmon_temp_celsius"
    "node_load1"
    "node_load5"
    "node_memory_MemAvailable_bytes"
    "node_memory_MemTotal_bytes"
    "node_memory_SwapFree_bytes"
    "node_memory_SwapTotal_bytes"
    "node_network_receive_bytes_total"
    "node_network_receive_drop_total"
    "node_network_receive_errs_total"
    "node_network_transmit_bytes_total"
    "node_network_transmit_errs_total"
    "node_network_up"
    "node_pressure_cpu_waiting_seconds_total"
    "node_pressure_io_waiting_seconds_total"
    "node_pressure_memory_waiting_seconds_total"
    "node_systemd_unit_state"
    "node_textfile_mtime_seconds"
    "node_textfile_scrape_error"
    "node_time_seconds"
    "node_timex_offset_seconds"
    "node_timex_sync_status"
    "node_uname_info"
    "node_vmstat_oom_kill"
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
      reach = import ./reach.nix { inherit (cfg) expose port; };
      texts = "/var/lib/node-exporter/textfile";
    in
    {
      services.prometheus.exporters.node = {
        enable = true;
        port = cfg.port;
        listenAddress = reach.address;
        enabledCollectors = cfg.collectors;
        extraFlags = [ "--collector.textfile.directory=${texts}" ];
      };
      # Programs that run now and then leave their numbers here as NAME.prom.
      systemd.tmpfiles.rules = [
        "d /var/lib/node-exporter 0755 root root -"
        "d ${texts} 0755 root root -"
      ];
      networking.firewall = reach.firewall;
    };
}
