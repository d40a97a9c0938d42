# The media server: its services, its card, its disks and its line.
let
  inherit (import ./lib.nix)
    choice
    dashboard
    graph
    journal
    query
    stat
    states
    warnAt
    ;
  host = ''host="$host"'';
  services = ''name=~"(plex|jellyfin|sonarr|radarr|lidarr|prowlarr|bazarr|tautulli|nzbget|sabnzbd|qbittorrent|transmission|audiobookshelf|jellyseerr)[.]service"'';
in
dashboard "media" "Media" {
  variables = [ (choice "host" "Media server" "nvidia_smi_utilization_gpu_ratio") ];
  panels = [
    (stat "Services that run" {
      queries = [ (query ''count(node_systemd_unit_state{${host},${services},state="active"} == 1)'' "services") ];
    })
    (stat "Services that failed" {
      thresholds = warnAt 1 1;
      queries = [
        (query ''count(node_systemd_unit_state{${host},${services},state="failed"} == 1) or vector(0)'' "services")
      ];
    })
    (stat "Streams the card transcodes" {
      queries = [ (query "nvidia_smi_encoder_stats_session_count{${host}}" "streams") ];
    })
    (stat "Library full" {
      unit = "percentunit";
      thresholds = warnAt 0.85 0.95;
      queries = [ (query ''max(filesystem:used:ratio{${host},mountpoint=~"/srv.*|/mnt.*"})'' "full") ];
    })
    (stat "Memory of the card" {
      unit = "percentunit";
      thresholds = warnAt 0.8 0.95;
      queries = [
        (query "nvidia_smi_memory_used_bytes{${host}} / nvidia_smi_memory_total_bytes{${host}}" "memory")
      ];
    })
    (stat "Power of the card" {
      unit = "watt";
      queries = [ (query "nvidia_smi_power_draw_watts{${host}}" "power") ];
    })

    (states "Services" {
      width = 24;
      queries = [ (query ''node_systemd_unit_state{${host},${services},state="active"}'' "{{name}}") ];
    })
    (graph "Graphics card" {
      unit = "percentunit";
      min = 0;
      max = 1;
      queries = [ (query "nvidia_smi_utilization_gpu_ratio{${host}}" "load") ];
    })
    (graph "Sent" {
      unit = "Bps";
      queries = [ (query "host:network_transmit:bytes_per_second{${host}}" "sent") ];
    })
    (graph "Reading and writing" {
      unit = "Bps";
      queries = [
        (query "host:disk_read:bytes_per_second{${host}}" "read")
        (query "host:disk_written:bytes_per_second{${host}}" "written")
      ];
    })
    (graph "Memory by program" {
      unit = "bytes";
      queries = [
        (query ''topk(10, namedprocess_namegroup_memory_bytes{${host},memtype="resident"})'' "{{groupname}}")
      ];
    })
    (graph "Services that started again" {
      width = 24;
      queries = [ (query "increase(systemd_service_restart_total{${host},${services}}[1h])" "{{name}}") ];
    })
    (journal "Journal of the services" ''{job="journal", host="$host", unit=~"(plex|jellyfin|sonarr|radarr|prowlarr).*"} |~ "(?i)error|fail"'')
  ];
}
