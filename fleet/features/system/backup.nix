{ mkFeature }:
mkFeature {
  title = "Backup";
  description = "Encrypted nightly backups with restic.";
  category = "system";
  secrets = [ "restic-password" ];
  health = [ { unit = "restic-backups-nightly.timer"; } ];

  options =
    { lib, ... }:
    let
      kept =
        period: default:
        lib.mkOption {
          type = lib.types.ints.between 0 1000;
          inherit default;
          description = "How many ${period} backups are kept.";
        };
    in
    {
      repository = lib.mkOption {
        type = lib.types.str;
        default = "/srv/backup";
        description = "Where restic stores the backups.";
      };
      paths = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "/home" ];
        description = "Folders to save. File systems that are mounted below one are left out, and named here where they matter.";
      };
      exclude = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "/home/*/.cache"
          "/home/*/.local/share/Trash"
          "/var/lib/containers"
          "/var/lib/docker"
          "/var/lib/libvirt/images"
          "/var/lib/microvms"
          "**/node_modules"
          "**/target/debug"
        ];
        description = "What to leave out of them: what can be had again.";
      };
      time = lib.mkOption {
        type = lib.types.str;
        default = "03:30";
        description = "When, in the words of systemd.time. A host that slept through it makes up for it.";
      };
      keepDaily = kept "daily" 7;
      keepWeekly = kept "weekly" 4;
      keepMonthly = kept "monthly" 6;
      passwordFile = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "/var/lib/secrets/restic-password";
        description = "File on the host that holds the password of the repository; null takes the fleet's secret restic-password.";
      };
    };

  config =
    { cfg, config, ... }:
    {
      services.restic.backups.nightly = {
        inherit (cfg) paths repository exclude;
        passwordFile =
          if cfg.passwordFile != null then cfg.passwordFile else config.age.secrets.restic-password.path;
        initialize = true;
        extraBackupArgs = [
          "--exclude-caches"
          "--one-file-system"
        ];
        timerConfig = {
          OnCalendar = cfg.time;
          Persistent = true;
          # Not all hosts at the same minute.
          RandomizedDelaySec = "20min";
        };
        pruneOpts = [
          "--keep-daily ${toString cfg.keepDaily}"
          "--keep-weekly ${toString cfg.keepWeekly}"
          "--keep-monthly ${toString cfg.keepMonthly}"
        ];
      };
    };
}
