{ mkFeature }:
mkFeature {
  title = "Restore drill";
  description = "Restores a few files of the newest backup into a temporary folder and compares them with those on the host: a backup is one that was restored.";
  category = "storage";
  needs = [ "system.backup" ];
  brings = [ "monitoring.node-exporter" ];
  secrets = [ "restic-password" ];
  health = [ { unit = "restore-drill.timer"; } ];
  metrics = [
    "snowfleet_restore_drill_success"
    "snowfleet_restore_drill_timestamp_seconds"
    "snowfleet_restore_drill_duration_seconds"
    "snowfleet_restore_drill_snapshot_timestamp_seconds"
    "snowfleet_restore_drill_files"
  ];

  options =
    { lib, ... }:
    {
      schedule = lib.mkOption {
        type = lib.types.str;
        default = "Sun 07:30";
        description = "When, in the words of systemd.time.";
      };
      files = lib.mkOption {
        type = lib.types.ints.between 1 10000;
        default = 25;
        description = "How many files, chosen by lot.";
      };
      maxMiB = lib.mkOption {
        type = lib.types.ints.between 1 1048576;
        default = 64;
        description = "Files larger than this many MiB are passed over.";
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
      name = "restore-drill";
      description = "Restore drill of the nightly backup";
      script = builtins.readFile ./restore-drill.sh;
      arguments = [
        cfg.files
        cfg.maxMiB
      ];
      tools = [
        pkgs.diffutils
        pkgs.gnused
      ];
      inherit (cfg) schedule;
    };
}
