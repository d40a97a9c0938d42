# Whether the hosts reach each other, and how well.
let
  inherit (import ./lib.nix)
    choice
    dashboard
    graph
    query
    stat
    states
    warnAt
    ;
  from = ''prober="$prober"'';
in
dashboard "network" "Network stability" {
  from = "now-24h";
  variables = [ (choice "prober" "Seen from" "probe_success") ];
  panels = [
    (stat "Hosts reached" {
      queries = [ (query ''sum(probe_success{${from},probe="ping"})'' "hosts") ];
    })
    (stat "Pings lost, 24 h" {
      unit = "percentunit";
      thresholds = warnAt 0.01 0.05;
      queries = [ (query ''1 - avg(avg_over_time(probe_success{${from},probe="ping"}[24h]))'' "lost") ];
    })
    (stat "Round trip" {
      unit = "s";
      thresholds = warnAt 0.05 0.2;
      queries = [ (query "avg(probe:round_trip:seconds{${from}})" "round trip") ];
    })
    (stat "DNS answers in" {
      unit = "s";
      thresholds = warnAt 0.1 0.5;
      queries = [ (query ''avg(probe_duration_seconds{${from},probe="dns"})'' "answer") ];
    })
    (stat "Pages answer in" {
      unit = "s";
      thresholds = warnAt 1 3;
      queries = [ (query ''avg(probe_duration_seconds{${from},probe="http"})'' "answer") ];
    })
    (stat "Next certificate ends in" {
      unit = "s";
      queries = [ (query "min(probe_ssl_earliest_cert_expiry - time())" "certificate") ];
    })

    (states "Hosts, by ping" {
      width = 24;
      queries = [ (query ''probe_success{${from},probe="ping"}'' "{{host}}") ];
    })
    (states "Services" {
      width = 24;
      queries = [ (query ''probe_success{${from},probe!="ping"}'' "{{probe}} {{instance}}") ];
    })
    (graph "Loss" {
      unit = "percentunit";
      min = 0;
      queries = [ (query "probe:loss:ratio_10m{${from}}" "{{host}} {{probe}}") ];
    })
    (graph "Round trip" {
      unit = "s";
      queries = [ (query "probe:round_trip:seconds{${from}}" "{{host}}") ];
    })
    (graph "Phases of fetching a page" {
      unit = "s";
      queries = [ (query "avg by (phase) (probe_http_duration_seconds{${from}})" "{{phase}}") ];
    })
    (graph "Errors and drops on wires" {
      unit = "pps";
      queries = [
        (query "sum by (host, device) (rate(node_network_receive_errs_total[10m]) + rate(node_network_transmit_errs_total[10m]))" "{{host}} {{device}} errors")
        (query "sum by (host, device) (rate(node_network_receive_drop_total[10m])) > 0" "{{host}} {{device}} drops")
      ];
    })
    (graph "Offset of the clocks" {
      unit = "s";
      width = 24;
      queries = [ (query "node_timex_offset_seconds" "{{host}}") ];
    })
  ];
}
