# Every host at a glance.
let
  inherit (import ./lib.nix)
    bars
    dashboard
    graph
    now
    query
    stat
    table
    warnAt
    ;
in
dashboard "fleet" "Fleet" {
  panels = [
    (stat "Hosts that answer" {
      queries = [ (query "fleet:hosts_up:count" "hosts") ];
    })
    (stat "Alerts, critical" {
      queries = [ (query ''count(ALERTS{alertstate="firing",severity="critical"}) or vector(0)'' "alerts") ];
      thresholds = warnAt 1 1;
    })
    (stat "Alerts, warning" {
      queries = [ (query ''count(ALERTS{alertstate="firing",severity="warning"}) or vector(0)'' "alerts") ];
      thresholds = warnAt 1 10;
    })
    (stat "Failed units" {
      queries = [ (query "sum(nixos_failed_units) or vector(0)" "units") ];
      thresholds = warnAt 1 5;
    })
    (stat "Reboots needed" {
      queries = [ (query "fleet:reboots_needed:count" "hosts") ];
      thresholds = warnAt 1 4;
    })
    (stat "Revisions that run" {
      description = "One, when every host has the same revision of the fleet.";
      queries = [ (query "fleet:revisions:count" "revisions") ];
      thresholds = warnAt 2 4;
    })

    (graph "Processor" {
      unit = "percentunit";
      min = 0;
      max = 1;
      queries = [ (query "host:cpu_usage:ratio" "{{host}}") ];
    })
    (graph "Memory" {
      unit = "percentunit";
      min = 0;
      max = 1;
      queries = [ (query "host:memory_usage:ratio" "{{host}}") ];
    })
    (graph "Received" {
      unit = "Bps";
      queries = [ (query "host:network_receive:bytes_per_second" "{{host}}") ];
    })
    (graph "Sent" {
      unit = "Bps";
      queries = [ (query "host:network_transmit:bytes_per_second" "{{host}}") ];
    })
    (bars "Fullest file systems" {
      unit = "percentunit";
      min = 0;
      max = 1;
      thresholds = warnAt 0.85 0.95;
      queries = [ (query "topk(12, filesystem:used:ratio)" "{{host}} {{mountpoint}}") ];
    })
    (bars "Free in /boot" {
      unit = "bytes";
      min = 0;
      queries = [ (query "nixos_boot_free_bytes" "{{host}}") ];
    })
    (table "What runs" {
      width = 24;
      queries = [ (now "nixos_configuration_info") ];
    })
    (table "Alerts" {
      width = 24;
      queries = [ (now ''ALERTS{alertstate="firing",alertname!="Watchdog"}'') ];
    })
  ];
}
