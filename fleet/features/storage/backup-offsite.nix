{ mkFeature }:
mkFeature {
  title = "Backup elsewhere";
  description = "Sends what the nightly backup saves to a second repository in another house. The first one burns with the host.";
  category = "storage";
  needs = [ "system.backup" ];
  secrets = [
    "restic-offsite-password"
    "restic-offsite-repository"
  ];
  health = [ { unit = "restic-backups-offsite.timer"; } ];

  options =
    { lib, ... }:
    {
      time = lib.mkOption {
        type = lib.types.str;
        default = "05:30";
        description = "When, in the words of systemd.time.";
      };
      uploadKiB = lib.mkOption {
        type = lib.types.ints.unsigned;
        default = 0;
        example = 2048;
        description = "KiB it may send each second; 0 is no limit.";
      };
      keepMonthly = lib.mkOption {
        type = lib.types.ints.between 1 1000;
        default = 12;
        description = "How many monthly backups are kept there.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      nightly = config.features.system.backup;
    in
    {
      services.restic.backups.offsite = {
        inherit (nightly) paths exclude;
        # The address holds the credentials of the service, so that it is a secret too.
        repositoryFile = config.age.secrets.restic-offsite-repository.path;
        passwordFile = config.age.secrets.restic-offsite-password.path;
        initialize = true;
        extraBackupArgs = [
          "--exclude-caches"
          "--one-file-system"
        ]
        ++ lib.optional (cfg.uploadKiB > 0) "--limit-upload ${toString cfg.uploadKiB}";
        timerConfig = {
          OnCalendar = cfg.time;
          Persistent = true;
          RandomizedDelaySec = "30min";
        };
        pruneOpts = [
          "--keep-daily 3"
          "--keep-weekly 4"
          "--keep-monthly ${toString cfg.keepMonthly}"
        ];
      };
    };
}
