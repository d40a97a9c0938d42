{ mkFeature }:
mkFeature {
  title = "Backup";
  description = "Encrypted nightly backups with restic.";
  category = "system";
  secrets = [ "restic-password" ];
  health = [ { unit = "restic-backups-nightly.timer"; } ];

  options =
    { lib, ... }:
    {
      repository = lib.mkOption {
        type = lib.types.str;
        default = "/srv/backup";
        description = "Where restic stores the backups.";
      };
      paths = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "/home" ];
        description = "Folders to save.";
      };
      passwordFile = lib.mkOption {
        type = lib.types.str;
        default = "/var/lib/secrets/restic-password";
        description = "File on the host that holds the password of the repository.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.restic.backups.nightly = {
        inherit (cfg) paths repository passwordFile;
        initialize = true;
        timerConfig.OnCalendar = "03:30";
        pruneOpts = [
          "--keep-daily 7"
          "--keep-weekly 4"
          "--keep-monthly 6"
        ];
      };
    };
}
