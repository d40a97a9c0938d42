# What people are told about, as data. Every rule says what is wrong in a sentence that names the host.
#
#   severity  critical: look now; warning: look today; info: only for the record
#   subject   what it is about; a critical alert holds back warnings about the same host and subject
{
  diskPercent,
  bootMegabytes,
  backupHours,
  drillDays,
  certificateDays,
  configurationDays,
  lossPercent,
  mayBeAway,
}:
let
  alert =
    name:
    {
      expr,
      for ? "0s",
      severity ? "warning",
      subject,
      summary,
      description ? null,
    }:
    {
      alert = name;
      inherit expr for;
      labels = { inherit severity subject; };
      annotations = {
        inherit summary;
      }
      // (if description == null then { } else { inherit description; });
    };

  number = toString;
  disks = ''fstype!~"tmpfs|ramfs|overlay|squashfs|efivarfs|vfat"'';
  wires = ''device!~"lo|veth.*|br-.*|docker.*|podman.*|tailscale.*"'';
in
[
  {
    name = "hosts";
    rules = [
      (alert "HostDown" {
        expr = ''up{job="nodes",host!~"${builtins.concatStringsSep "|" mayBeAway}"} == 0'';
        for = "5m";
        severity = "critical";
        subject = "host";
        summary = "{{ $labels.host }} does not answer";
        description = "Its node exporter has not answered for five minutes: the host is off, its network is, or the exporter is.";
      })
      (alert "ExporterMissing" {
        expr = ''up{job!="nodes"} == 0 unless on (host) (up{job="nodes"} == 0)'';
        for = "10m";
        subject = "exporter";
        summary = "{{ $labels.host }} is there, but {{ $labels.job }} on it does not answer";
      })
      (alert "HostRestarted" {
        expr = "node_time_seconds - node_boot_time_seconds < 600";
        severity = "info";
        subject = "host";
        summary = "{{ $labels.host }} has just started";
      })
      (alert "ProcessorBusy" {
        expr = ''1 - avg by (host) (rate(node_cpu_seconds_total{mode="idle"}[15m])) > 0.95'';
        for = "1h";
        subject = "processor";
        summary = "{{ $labels.host }} has computed at full load for an hour";
      })
      (alert "MemoryLow" {
        expr = "node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < 0.08";
        for = "10m";
        subject = "memory";
        summary = "{{ $labels.host }} has {{ $value | humanizePercentage }} of its memory left";
      })
      (alert "MemoryExhausted" {
        expr = "node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < 0.03";
        for = "3m";
        severity = "critical";
        subject = "memory";
        summary = "{{ $labels.host }} is about to kill programs for want of memory";
      })
      (alert "ProgramsKilledForMemory" {
        expr = "increase(node_vmstat_oom_kill[15m]) > 0";
        subject = "memory";
        summary = "{{ $labels.host }} has killed a program for want of memory";
      })
      (alert "TemperatureHigh" {
        expr = "max by (host, chip) (node_hwmon_temp_celsius) > 95";
        for = "10m";
        subject = "temperature";
        summary = "{{ $labels.host }}: {{ $labels.chip }} is at {{ $value }} °C";
      })
      (alert "ClockSkew" {
        expr = "abs(node_timex_offset_seconds) > 0.05";
        for = "10m";
        subject = "clock";
        summary = "The clock of {{ $labels.host }} is {{ $value | humanizeDuration }} off";
      })
      (alert "ClockNotSynchronised" {
        expr = "min_over_time(node_timex_sync_status[30m]) == 0";
        for = "30m";
        subject = "clock";
        summary = "{{ $labels.host }} has no server to take the time from";
      })
    ];
  }
  {
    name = "disks";
    rules = [
      (alert "DiskFilling" {
        expr = "(1 - node_filesystem_avail_bytes{${disks}} / node_filesystem_size_bytes{${disks}}) * 100 > ${number diskPercent}";
        for = "15m";
        subject = "disk";
        summary = ''{{ $labels.mountpoint }} of {{ $labels.host }} is {{ $value | printf "%.0f" }} % full'';
      })
      (alert "DiskFull" {
        expr = "node_filesystem_avail_bytes{${disks}} / node_filesystem_size_bytes{${disks}} < 0.03";
        for = "5m";
        severity = "critical";
        subject = "disk";
        summary = "{{ $labels.mountpoint }} of {{ $labels.host }} is full";
      })
      (alert "DiskFullSoon" {
        expr = "predict_linear(node_filesystem_avail_bytes{${disks}}[12h], 3 * 24 * 3600) < 0 and node_filesystem_avail_bytes{${disks}} / node_filesystem_size_bytes{${disks}} < 0.3";
        for = "2h";
        subject = "disk";
        summary = "{{ $labels.mountpoint }} of {{ $labels.host }} will be full within three days";
      })
      (alert "InodesLow" {
        expr = "node_filesystem_files_free{${disks}} / (node_filesystem_files{${disks}} > 0) < 0.05";
        for = "15m";
        subject = "disk";
        summary = "{{ $labels.mountpoint }} of {{ $labels.host }} can hardly take more files";
      })
      (alert "FileSystemReadOnly" {
        expr = ''node_filesystem_readonly{${disks},mountpoint=~"/|/home|/var.*|/srv.*"} == 1'';
        for = "5m";
        severity = "critical";
        subject = "disk";
        summary = "{{ $labels.mountpoint }} of {{ $labels.host }} has become read-only";
        description = "Linux does that when a file system or its disk is damaged.";
      })
      (alert "DiskFailing" {
        expr = "smartctl_device_smart_status == 0";
        severity = "critical";
        subject = "disk health";
        summary = "{{ $labels.device }} of {{ $labels.host }} says that it is failing";
      })
      (alert "DiskWorn" {
        expr = "smartctl_device_percentage_used > 90";
        subject = "disk health";
        summary = "{{ $labels.device }} of {{ $labels.host }} has used {{ $value }} % of its life";
      })
      (alert "DiskMediaErrors" {
        expr = "increase(smartctl_device_media_errors[1d]) > 0";
        subject = "disk health";
        summary = "{{ $labels.device }} of {{ $labels.host }} could not read what it wrote";
      })
      (alert "PoolUnhealthy" {
        expr = "zfs_pool_health > 0";
        severity = "critical";
        subject = "pool";
        summary = "The ZFS pool {{ $labels.pool }} of {{ $labels.host }} is degraded or worse";
      })
    ];
  }
  {
    name = "nixos";
    rules = [
      (alert "BootPartitionLow" {
        expr = "nixos_boot_free_bytes < ${number bootMegabytes} * 1024 * 1024";
        for = "15m";
        subject = "boot";
        summary = "/boot of {{ $labels.host }} has {{ $value | humanize1024 }}B left: the next generation may not fit";
        description = "Delete old generations, or lower the limit of generations that the boot menu keeps.";
      })
      (alert "UnitsFailed" {
        expr = "nixos_failed_units > 0";
        for = "10m";
        subject = "units";
        summary = "{{ $value }} units of {{ $labels.host }} have failed";
      })
      (alert "UnitFailed" {
        expr = ''node_systemd_unit_state{state="failed"} == 1'';
        for = "10m";
        severity = "info";
        subject = "units";
        summary = "{{ $labels.name }} of {{ $labels.host }} has failed";
      })
      (alert "UnitRestarting" {
        expr = "increase(systemd_service_restart_total[30m]) > 5";
        subject = "units";
        summary = "{{ $labels.name }} of {{ $labels.host }} starts again and again";
      })
      (alert "RebootNeeded" {
        expr = "min_over_time(nixos_reboot_needed[1d]) == 1";
        for = "2d";
        subject = "reboot";
        summary = "{{ $labels.host }} has run an old kernel for days: reboot it";
      })
      (alert "ConfigurationOld" {
        expr = "time() - nixos_configuration_built_timestamp_seconds > ${number configurationDays} * 24 * 3600";
        for = "1h";
        subject = "configuration";
        summary = "{{ $labels.host }} got its last configuration {{ $value | humanizeDuration }} ago";
      })
      (alert "ConfigurationNotDefault" {
        expr = "nixos_generation_current != nixos_generation_default";
        for = "1d";
        subject = "configuration";
        summary = "{{ $labels.host }} runs another generation than the one it will boot with";
      })
      (alert "RevisionsDiffer" {
        expr = "count(count by (revision) (nixos_configuration_info)) > 1";
        for = "7d";
        severity = "info";
        subject = "configuration";
        summary = "For a week the hosts have run {{ $value }} different revisions of the fleet";
      })
      (alert "NixosExporterStale" {
        expr = "time() - nixos_exporter_last_run_timestamp_seconds > 2 * 3600";
        for = "10m";
        subject = "exporter";
        summary = "{{ $labels.host }} has not looked at its own NixOS for two hours";
      })
      (alert "TextFileUnreadable" {
        expr = "node_textfile_scrape_error == 1";
        for = "15m";
        subject = "exporter";
        summary = "The node exporter of {{ $labels.host }} cannot read a file with numbers";
      })
    ];
  }
  {
    name = "backups";
    rules = [
      (alert "BackupMissed" {
        expr = ''time() - systemd_timer_last_trigger_seconds{name=~"restic-backups-.*[.]timer"} > ${number backupHours} * 3600'';
        for = "30m";
        severity = "critical";
        subject = "backup";
        summary = "The backup of {{ $labels.host }} has not run for {{ $value | humanizeDuration }}";
      })
      (alert "BackupFailed" {
        expr = ''node_systemd_unit_state{name=~"restic-backups-.*[.]service",state="failed"} == 1'';
        for = "5m";
        severity = "critical";
        subject = "backup";
        summary = "{{ $labels.name }} of {{ $labels.host }} failed";
      })
      (alert "BackupOld" {
        expr = "snowfleet_backup_check_timestamp_seconds - snowfleet_backup_newest_snapshot_timestamp_seconds > ${number backupHours} * 3600";
        subject = "backup contents";
        summary = "When the backup of {{ $labels.host }} was checked, the newest snapshot in it was {{ $value | humanizeDuration }} old";
      })
      (alert "BackupDamaged" {
        expr = "snowfleet_backup_check_success == 0";
        for = "5m";
        severity = "critical";
        subject = "backup contents";
        summary = "The check of the backup of {{ $labels.host }} found it damaged, or could not read it";
      })
      (alert "BackupNotChecked" {
        expr = "time() - snowfleet_backup_check_timestamp_seconds > ${number drillDays} * 24 * 3600";
        for = "1h";
        subject = "backup contents";
        summary = "The backup of {{ $labels.host }} was last checked {{ $value | humanizeDuration }} ago";
      })
      (alert "RestoreDrillFailed" {
        expr = "snowfleet_restore_drill_success == 0";
        for = "15m";
        severity = "critical";
        subject = "restore drill";
        summary = "{{ $labels.host }} could not restore from its own backup";
      })
      (alert "RestoreDrillMissed" {
        expr = "time() - snowfleet_restore_drill_timestamp_seconds > ${number drillDays} * 24 * 3600";
        for = "1h";
        subject = "restore drill";
        summary = "{{ $labels.host }} last restored from its backup {{ $value | humanizeDuration }} ago";
      })
      (alert "DatabaseDumpFailed" {
        expr = "snowfleet_database_dump_success == 0";
        for = "15m";
        subject = "database dump";
        summary = "The database {{ $labels.database }} of {{ $labels.host }} could not be saved";
      })
    ];
  }
  {
    name = "security";
    rules = [
      (alert "FilesChanged" {
        expr = "fleet_integrity_files_changed > 0";
        subject = "integrity";
        summary = "{{ $value }} files of {{ $labels.host }} changed, and no deploy changed them";
      })
      (alert "StoreBroken" {
        expr = "fleet_integrity_store_broken > 0";
        severity = "critical";
        subject = "integrity";
        summary = "{{ $value }} paths in the Nix store of {{ $labels.host }} are not as they were built";
      })
      (alert "SecretDue" {
        expr = "fleet_secret_rotation_due_timestamp_seconds < time()";
        for = "1h";
        subject = "secret";
        summary = "The secret {{ $labels.secret }} is due to be replaced";
      })
      (alert "AutomaticUpdateFailed" {
        expr = "fleet_auto_update_success == 0 or fleet_auto_update_rolled_back == 1";
        for = "15m";
        subject = "update";
        summary = "The automatic update of {{ $labels.host }} failed or was rolled back";
      })
    ];
  }
  {
    name = "network";
    rules = [
      (alert "ConnectionLost" {
        expr = ''max by (host, probe) (avg_over_time(probe_success{probe=~"tcp|ssh"}[5m])) == 0 unless on (host) (up{job="nodes"} == 0)'';
        for = "5m";
        subject = "network";
        summary = "Nobody reaches {{ $labels.host }} by {{ $labels.probe }}, although it is up";
      })
      (alert "PacketsLost" {
        expr = ''(1 - avg by (host, prober) (avg_over_time(probe_success{probe="ping"}[15m]))) * 100 > ${number lossPercent} and max by (host, prober) (max_over_time(probe_success{probe="ping"}[15m])) == 1'';
        for = "15m";
        subject = "network";
        summary = ''{{ $value | printf "%.0f" }} % of the pings from {{ $labels.prober }} to {{ $labels.host }} get lost'';
      })
      (alert "NetworkSlow" {
        expr = ''avg by (host, prober) (avg_over_time(probe_icmp_duration_seconds{phase="rtt"}[15m])) > 0.2'';
        for = "30m";
        subject = "network";
        summary = "Pings from {{ $labels.prober }} to {{ $labels.host }} take {{ $value | humanizeDuration }}";
      })
      (alert "NetworkErrors" {
        expr = "rate(node_network_receive_errs_total{${wires}}[10m]) + rate(node_network_transmit_errs_total{${wires}}[10m]) > 1";
        for = "30m";
        subject = "network";
        summary = "{{ $labels.device }} of {{ $labels.host }} counts errors: look at the cable";
      })
      (alert "ResolverDown" {
        expr = ''max by (host) (probe_success{probe="dns"}) == 0'';
        for = "5m";
        severity = "critical";
        subject = "dns";
        summary = "The DNS server {{ $labels.host }} does not answer";
      })
      (alert "PageDown" {
        expr = ''max by (host) (probe_success{probe="http"}) == 0'';
        for = "10m";
        subject = "page";
        summary = "{{ $labels.host }} cannot be fetched";
      })
      (alert "CertificateExpires" {
        expr = "probe_ssl_earliest_cert_expiry - time() < ${number certificateDays} * 24 * 3600";
        for = "1h";
        subject = "certificate";
        summary = "The certificate of {{ $labels.host }} ends in {{ $value | humanizeDuration }}";
      })
    ];
  }
  {
    name = "monitoring";
    rules = [
      (alert "Watchdog" {
        expr = "vector(1)";
        severity = "info";
        subject = "monitoring";
        summary = "Alerting works: this alert always fires";
      })
      (alert "RulesFailing" {
        expr = "increase(prometheus_rule_evaluation_failures_total[15m]) > 0";
        for = "15m";
        subject = "monitoring";
        summary = "Prometheus on {{ $labels.host }} cannot evaluate a rule";
      })
      (alert "ReloadFailed" {
        expr = "prometheus_config_last_reload_successful == 0";
        for = "10m";
        subject = "monitoring";
        summary = "Prometheus on {{ $labels.host }} refused its configuration and goes on with the old one";
      })
      (alert "AlertsNotSent" {
        expr = "increase(alertmanager_notifications_failed_total[15m]) > 0 or increase(prometheus_notifications_dropped_total[15m]) > 0";
        for = "15m";
        severity = "critical";
        subject = "monitoring";
        summary = "Alerts of {{ $labels.host }} do not reach people";
      })
    ];
  }
  {
    name = "graphics";
    rules = [
      (alert "GraphicsCardHot" {
        expr = "nvidia_smi_temperature_gpu > 88";
        for = "10m";
        subject = "graphics card";
        summary = "The graphics card of {{ $labels.host }} is at {{ $value }} °C";
      })
    ];
  }
]
