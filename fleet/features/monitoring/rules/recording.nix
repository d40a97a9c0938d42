# Series that Prometheus works out by itself, so that dashboards and alerts need not do it again and again.
# Names follow level:metric:operation.
let
  record = record: expr: { inherit record expr; };
in
[
  {
    name = "host";
    rules = [
      (record "host:cpu_usage:ratio" ''1 - avg by (host) (rate(node_cpu_seconds_total{mode="idle"}[5m]))'')
      (record "host:memory_usage:ratio" "1 - max by (host) (node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)")
      (record "host:load_per_core:ratio" ''max by (host) (node_load5) / count by (host) (node_cpu_seconds_total{mode="idle"})'')
      (record "host:uptime:seconds" "max by (host) (node_time_seconds - node_boot_time_seconds)")
      (record "host:network_receive:bytes_per_second" ''sum by (host) (rate(node_network_receive_bytes_total{device!~"lo|veth.*|br-.*|docker.*|podman.*"}[5m]))'')
      (record "host:network_transmit:bytes_per_second" ''sum by (host) (rate(node_network_transmit_bytes_total{device!~"lo|veth.*|br-.*|docker.*|podman.*"}[5m]))'')
      (record "host:disk_read:bytes_per_second" "sum by (host) (rate(node_disk_read_bytes_total[5m]))")
      (record "host:disk_written:bytes_per_second" "sum by (host) (rate(node_disk_written_bytes_total[5m]))")
      (record "host:disk_busy:ratio" "max by (host) (rate(node_disk_io_time_seconds_total[5m]))")
    ];
  }
  {
    name = "filesystem";
    rules = [
      (record "filesystem:used:ratio" ''1 - max by (host, mountpoint) (node_filesystem_avail_bytes{fstype!~"tmpfs|ramfs|overlay|squashfs|efivarfs"} / node_filesystem_size_bytes{fstype!~"tmpfs|ramfs|overlay|squashfs|efivarfs"})'')
    ];
  }
  {
    name = "network";
    rules = [
      (record "probe:loss:ratio_10m" "1 - avg by (host, prober, probe) (avg_over_time(probe_success[10m]))")
      (record "probe:round_trip:seconds" ''avg by (host, prober) (avg_over_time(probe_icmp_duration_seconds{phase="rtt"}[10m]))'')
    ];
  }
  {
    name = "fleet";
    interval = "1m";
    rules = [
      (record "fleet:hosts_up:count" ''count(up{job="nodes"} == 1) or vector(0)'')
      (record "fleet:reboots_needed:count" "sum(nixos_reboot_needed) or vector(0)")
      (record "fleet:revisions:count" "count(count by (revision) (nixos_configuration_info)) or vector(0)")
    ];
  }
]
