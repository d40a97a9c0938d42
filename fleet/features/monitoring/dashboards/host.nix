# One host in detail; which one is chosen at the top.
let
  inherit (import ./lib.nix)
    bars
    choice
    dashboard
    graph
    journal
    query
    stat
    warnAt
    ;
  host = ''host="$host"'';
in
dashboard "host" "Host" {
  variables = [ (choice "host" "Host" "up") ];
  panels = [
    (stat "Up for" {
      unit = "s";
      queries = [ (query "host:uptime:seconds{${host}}" "uptime") ];
    })
    (stat "Generation" {
      queries = [ (query "nixos_generation_current{${host}}" "generation") ];
    })
    (stat "Generations kept" {
      queries = [ (query "nixos_generations{${host}}" "generations") ];
    })
    (stat "Age of the configuration" {
      unit = "s";
      thresholds = warnAt 1209600 2592000;
      queries = [ (query "time() - nixos_configuration_built_timestamp_seconds{${host}}" "age") ];
    })
    (stat "Reboot needed" {
      thresholds = warnAt 1 2;
      queries = [ (query "nixos_reboot_needed{${host}}" "reboot") ];
    })
    (stat "Failed units" {
      thresholds = warnAt 1 5;
      queries = [ (query "nixos_failed_units{${host}}" "units") ];
    })

    (graph "Processor by kind of work" {
      unit = "percentunit";
      queries = [
        (query ''avg by (mode) (rate(node_cpu_seconds_total{${host},mode!="idle"}[5m]))'' "{{mode}}")
      ];
    })
    (graph "Load" {
      queries = [
        (query "node_load1{${host}}" "1 minute")
        (query "node_load5{${host}}" "5 minutes")
        (query ''count(node_cpu_seconds_total{${host},mode="idle"})'' "cores")
      ];
    })
    (graph "Memory and swap" {
      unit = "bytes";
      queries = [
        (query "node_memory_MemTotal_bytes{${host}}" "memory")
        (query "node_memory_MemTotal_bytes{${host}} - node_memory_MemAvailable_bytes{${host}}" "used")
        (query "node_memory_SwapTotal_bytes{${host}} - node_memory_SwapFree_bytes{${host}}" "swapped")
      ];
    })
    (graph "Waiting" {
      description = "Share of the time in which some program had to wait.";
      unit = "percentunit";
      queries = [
        (query "rate(node_pressure_cpu_waiting_seconds_total{${host}}[5m])" "for the processor")
        (query "rate(node_pressure_io_waiting_seconds_total{${host}}[5m])" "for disks")
        (query "rate(node_pressure_memory_waiting_seconds_total{${host}}[5m])" "for memory")
      ];
    })
    (graph "Network" {
      unit = "Bps";
      queries = [
        (query ''rate(node_network_receive_bytes_total{${host},device!~"lo|veth.*"}[5m])'' "{{device}} in")
        (query ''- rate(node_network_transmit_bytes_total{${host},device!~"lo|veth.*"}[5m])'' "{{device}} out")
      ];
    })
    (graph "Disks" {
      unit = "Bps";
      queries = [
        (query "rate(node_disk_read_bytes_total{${host}}[5m])" "{{device}} read")
        (query "- rate(node_disk_written_bytes_total{${host}}[5m])" "{{device}} written")
      ];
    })
    (graph "Temperature" {
      unit = "celsius";
      queries = [
        (query "max by (chip) (node_hwmon_temp_celsius{${host}})" "{{chip}}")
        (query "nvidia_smi_temperature_gpu{${host}}" "graphics card")
      ];
    })
    (graph "Programs by memory" {
      unit = "bytes";
      queries = [
        (query ''topk(10, namedprocess_namegroup_memory_bytes{${host},memtype="resident"})'' "{{groupname}}")
      ];
    })
    (bars "File systems" {
      width = 24;
      unit = "percentunit";
      min = 0;
      max = 1;
      thresholds = warnAt 0.85 0.95;
      queries = [ (query "filesystem:used:ratio{${host}}" "{{mountpoint}}") ];
    })
    (journal "Journal: warnings and worse" ''{job="journal", host="$host", level=~"warning|err|crit|alert|emerg"}'')
  ];
}
