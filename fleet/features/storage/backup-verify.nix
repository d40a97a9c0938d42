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
    import ./backup-trial.nix { inherit config pkgs; } {
      name = "backup-verify";
      description = "Check of the nightly backup";
      script = builtins.readFile ./backup-verify.sh;
      arguments = [ cfg.readPercent ];
      inherit (cfg) schedule;
    };
}
