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
    let
      backup = config.features.system.backup;
      drill = pkgs.writeShellApplication {
        name = "restore-drill";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.diffutils
          pkgs.gnused
          pkgs.jq
          pkgs.restic
        ];
        text = builtins.readFile ./restore-drill.sh;
      };
    in
    {
      environment.systemPackages = [ drill ];
      systemd.services.restore-drill = {
        description = "Restore drill of the nightly backup";
        after = [ "restic-backups-nightly.service" ];
        environment = {
          RESTIC_REPOSITORY = backup.repository;
          RESTIC_PASSWORD_FILE =
            if backup.passwordFile != null then
              backup.passwordFile
            else
              config.age.secrets.restic-password.path;
          RESTIC_CACHE_DIR = "/var/cache/restore-drill";
        };
        serviceConfig = {
          Type = "oneshot";
          ExecStart = "${drill}/bin/restore-drill ${toString cfg.files} ${toString cfg.maxMiB} /var/lib/node-exporter/textfile";
          CacheDirectory = "restore-drill";
          CacheDirectoryMode = "0700";
          Nice = 19;
          IOSchedulingClass = "idle";
          # What is restored is as private as the originals.
          PrivateTmp = true;
          UMask = "0077";
        };
      };
      systemd.timers.restore-drill = {
        description = "Restore drill of the nightly backup";
        wantedBy = [ "timers.target" ];
        timerConfig = {
          OnCalendar = cfg.schedule;
          Persistent = true;
          RandomizedDelaySec = "1h";
        };
      };
    };
}
