{ mkFeature }:
mkFeature {
  title = "Backup verification";
  description = "Has restic check the nightly repository, and read a part of the data each time, so that a dying disk shows before the backup is needed.";
  category = "storage";
  needs = [ "system.backup" ];
  brings = [ "monitoring.node-exporter" ];
  secrets = [ "restic-password" ];
  health = [ { unit = "backup-verify.timer"; } ];
  metrics = [
    "snowfleet_backup_check_success"
    "snowfleet_backup_check_timestamp_seconds"
    "snowfleet_backup_check_duration_seconds"
    "snowfleet_backup_newest_snapshot_timestamp_seconds"
    "snowfleet_backup_snapshots"
  ];

  options =
    { lib, ... }:
    {
      schedule = lib.mkOption {
        type = lib.types.str;
        default = "Sat 06:30";
        description = "When, in the words of systemd.time.";
      };
      readPercent = lib.mkOption {
        type = lib.types.ints.between 1 100;
        default = 5;
        description = "Percent of the data to read at each check, another random part each time.";
      };
    };

  config =
    {
      cfg,
      config,
      pkgs,
      ...
    }:
    let
      backup = config.features.system.backup;
      verify = pkgs.writeShellApplication {
        name = "backup-verify";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.jq
          pkgs.restic
        ];
        text = builtins.readFile ./backup-verify.sh;
      };
    in
    {
      environment.systemPackages = [ verify ];
      systemd.services.backup-verify = {
        description = "Check of the nightly backup";
        after = [ "restic-backups-nightly.service" ];
        environment = {
          RESTIC_REPOSITORY = backup.repository;
          RESTIC_PASSWORD_FILE =
            if backup.passwordFile != null then
              backup.passwordFile
            else
              config.age.secrets.restic-password.path;
          RESTIC_CACHE_DIR = "/var/cache/backup-verify";
        };
        serviceConfig = {
          Type = "oneshot";
          ExecStart = "${verify}/bin/backup-verify ${toString cfg.readPercent} /var/lib/node-exporter/textfile";
          CacheDirectory = "backup-verify";
          CacheDirectoryMode = "0700";
          Nice = 19;
          IOSchedulingClass = "idle";
          PrivateTmp = true;
        };
      };
      systemd.timers.backup-verify = {
        description = "Check of the nightly backup";
        wantedBy = [ "timers.target" ];
        timerConfig = {
          OnCalendar = cfg.schedule;
          Persistent = true;
          RandomizedDelaySec = "1h";
        };
      };
    };
}
