{ mkFeature }:
mkFeature {
  title = "Alerts from logs";
  description = "Loki looks through the journals for what no number shows: dying disks, killed programs, strangers at the door.";
  category = "monitoring";
  needs = [
    "monitoring.alertmanager"
    "monitoring.loki"
  ];

  options =
    { lib, ... }:
    {
      logins = lib.mkOption {
        type = lib.types.ints.positive;
        default = 30;
        description = "Refused logins at a host in ten minutes that are worth telling.";
      };
    };

  config =
    { cfg, ... }:
    let
      alert = name: severity: hold: expr: summary: {
        alert = name;
        inherit expr;
        "for" = hold;
        labels = { inherit severity; };
        annotations = { inherit summary; };
      };
      kernel = ''{job="journal", transport="kernel"}'';
    in
    {
      services.loki.configuration.ruler = {
        storage = {
          type = "local";
          local.directory = "/etc/loki/rules";
        };
        rule_path = "/var/lib/loki/rules-work";
        alertmanager_url = "http://127.0.0.1:9093";
        enable_alertmanager_v2 = true;
        enable_api = true;
      };

      # Loki without tenants calls the only one "fake".
      environment.etc."loki/rules/fake/fleet.yaml".text = builtins.toJSON {
        groups = [
          {
            name = "journal";
            interval = "1m";
            rules = [
              (alert "DiskErrors" "critical" "0s"
                ''sum by (host) (count_over_time(${kernel} |~ "I/O error|Medium Error|failed command: (READ|WRITE)" [10m])) > 0''
                "{{ $labels.host }}: the kernel reports a disk's read or write errors"
              )
              (alert "FileSystemErrors" "critical" "0s"
                ''sum by (host) (count_over_time(${kernel} |~ "EXT4-fs error|XFS .*[Cc]orruption|BTRFS (error|critical)" [10m])) > 0''
                "{{ $labels.host }}: a file system is damaged"
              )
              (alert "OutOfMemoryKill" "warning" "0s"
                ''sum by (host) (count_over_time(${kernel} |= "Out of memory: Killed process" [10m])) > 0''
                "{{ $labels.host }} ran out of memory and killed a program"
              )
              (alert "GraphicsCardLost" "warning" "0s"
                ''sum by (host) (count_over_time(${kernel} |~ "NVRM: Xid|amdgpu.*ring .* timeout" [10m])) > 0''
                "{{ $labels.host }}: the graphics card reports a fault"
              )
              (alert "RefusedLogins" "warning" "0s"
                ''sum by (host) (count_over_time({job="journal", unit="sshd.service"} |~ "Invalid user|Failed (password|publickey)|Connection closed by authenticating user" [10m])) > ${toString cfg.logins}''
                "{{ $labels.host }}: somebody tries to get in by SSH"
              )
              # Sleeping laptops are silent too, so this is only for the record.
              (alert "JournalSilent" "info" "15m"
                ''sum by (host) (count_over_time({job="journal"} [24h])) unless sum by (host) (count_over_time({job="journal"} [1h]))''
                "{{ $labels.host }} has sent no journal for an hour"
              )
            ];
          }
        ];
      };
    };
}
