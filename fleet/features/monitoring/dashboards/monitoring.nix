# Whether the monitoring itself is well.
let
  inherit (import ./lib.nix)
    dashboard
    graph
    now
    query
    stat
    table
    warnAt
    ;
in
dashboard "monitoring" "Monitoring" {
  from = "now-24h";
  panels = [
    (stat "Targets that answer" {
      width = 6;
      queries = [ (query "sum(up)" "targets") ];
    })
    (stat "Targets that do not" {
      width = 6;
      thresholds = warnAt 1 5;
      queries = [ (query "count(up == 0) or vector(0)" "targets") ];
    })
    (stat "Series" {
      width = 6;
      queries = [ (query "prometheus_tsdb_head_series" "series") ];
    })
    (stat "On disk" {
      width = 6;
      unit = "bytes";
      queries = [ (query "prometheus_tsdb_storage_blocks_bytes" "blocks") ];
    })
    (graph "How long targets take to answer" {
      unit = "s";
      queries = [ (query "topk(10, scrape_duration_seconds)" "{{job}} {{host}}") ];
    })
    (graph "Alerts told to people" {
      queries = [
        (query "sum by (integration) (increase(alertmanager_notifications_total[1h]))" "{{integration}}")
        (query "sum by (integration) (increase(alertmanager_notifications_failed_total[1h]))" "{{integration}}, failed")
      ];
    })
    (graph "Journal lines arriving at Loki" {
      unit = "cps";
      queries = [ (query "sum(rate(loki_distributor_lines_received_total[5m]))" "lines") ];
    })
    (graph "Age of numbers from text files" {
      unit = "s";
      queries = [ (query "time() - node_textfile_mtime_seconds" "{{host}} {{file}}") ];
    })
    (table "Targets that do not answer" {
      width = 24;
      queries = [ (now "up == 0") ];
    })
  ];
}
