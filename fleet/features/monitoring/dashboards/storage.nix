# Disks, file systems, the Nix store and backups.
let
  inherit (import ./lib.nix)
    bars
    dashboard
    graph
    query
    stat
    warnAt
    ;
in
dashboard "storage" "Storage and backup" {
  from = "now-7d";
  panels = [
    (stat "Oldest run of a backup" {
      unit = "s";
      thresholds = warnAt 93600 129600;
      queries = [
        (query ''max(time() - systemd_timer_last_trigger_seconds{name=~"restic-backups-.*[.]timer"})'' "age")
      ];
    })
    (stat "Backups that failed" {
      thresholds = warnAt 1 1;
      queries = [
        (query ''count(node_systemd_unit_state{name=~"restic-backups-.*[.]service",state="failed"} == 1) or vector(0)'' "backups")
      ];
    })
    (stat "Oldest check" {
      unit = "s";
      thresholds = warnAt 1209600 3024000;
      queries = [ (query "max(time() - snowfleet_backup_check_timestamp_seconds)" "age") ];
    })
    (stat "Oldest restore drill" {
      unit = "s";
      thresholds = warnAt 2678400 3024000;
      queries = [ (query "max(time() - snowfleet_restore_drill_timestamp_seconds)" "age") ];
    })
    (stat "Failing disks" {
      thresholds = warnAt 1 1;
      queries = [ (query "count(smartctl_device_smart_status == 0) or vector(0)" "disks") ];
    })
    (stat "Unhealthy pools" {
      thresholds = warnAt 1 1;
      queries = [ (query "count(zfs_pool_health > 0) or vector(0)" "pools") ];
    })

    (bars "File systems" {
      height = 12;
      unit = "percentunit";
      min = 0;
      max = 1;
      thresholds = warnAt 0.85 0.95;
      queries = [ (query "sort_desc(filesystem:used:ratio)" "{{host}} {{mountpoint}}") ];
    })
    (graph "How long checks and drills take" {
      height = 12;
      unit = "s";
      queries = [
        (query "snowfleet_backup_check_duration_seconds" "{{host}} check")
        (query "snowfleet_restore_drill_duration_seconds" "{{host}} drill")
      ];
    })
    (graph "Snapshots kept" {
      queries = [ (query "snowfleet_backup_snapshots" "{{host}}") ];
    })
    (graph "Size of database dumps" {
      unit = "bytes";
      queries = [ (query "snowfleet_database_dump_bytes" "{{host}} {{database}}") ];
    })
    (graph "Nix store" {
      unit = "bytes";
      queries = [ (query "nixos_store_bytes" "{{host}}") ];
    })
    (graph "Free in /boot" {
      unit = "bytes";
      min = 0;
      queries = [ (query "nixos_boot_free_bytes" "{{host}}") ];
    })
    (graph "Disks busy" {
      unit = "percentunit";
      min = 0;
      max = 1;
      queries = [ (query "host:disk_busy:ratio" "{{host}}") ];
    })
    (graph "Temperature of the disks" {
      unit = "celsius";
      queries = [
        (query ''smartctl_device_temperature{temperature_type="current"}'' "{{host}} {{device}}")
      ];
    })
    (bars "Wear of the disks" {
      unit = "percent";
      min = 0;
      max = 100;
      thresholds = warnAt 80 95;
      queries = [ (query "smartctl_device_percentage_used" "{{host}} {{device}}") ];
    })
    (bars "ZFS pools" {
      unit = "percentunit";
      min = 0;
      max = 1;
      thresholds = warnAt 0.8 0.9;
      queries = [ (query "zfs_pool_allocated_bytes / zfs_pool_size_bytes" "{{host}} {{pool}}") ];
    })
  ];
}
