{ mkFeature }:
mkFeature {
  title = "Database dumps";
  description = "Copies databases while nobody writes into the copy, just before the nightly backup. The file of a running database, saved as it lies, may not open again.";
  category = "storage";
  needs = [ "system.backup" ];
  health = [ { unit = "restic-backups-nightly.timer"; } ];
  metrics = [
    "snowfleet_database_dump_success"
    "snowfleet_database_dump_timestamp_seconds"
    "snowfleet_database_dump_bytes"
  ];

  options =
    { lib, ... }:
    {
      folder = lib.mkOption {
        type = lib.types.str;
        default = "/var/backup/databases";
        description = "Where the copies lie until the next ones.";
      };
      sqlite = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "/var/lib/grafana/data/grafana.db" ];
        description = "SQLite databases; a name may have * in it, and one that is not there is passed over.";
      };
      postgresql = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether all of PostgreSQL is dumped as well.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    let
      dump = pkgs.writeShellApplication {
        name = "database-dumps";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.sqlite
          pkgs.util-linux
        ];
        text = builtins.readFile ./database-dumps.sh;
      };
    in
    {
      services.restic.backups.nightly.paths = [ cfg.folder ];

      systemd.services.database-dumps = {
        description = "Copies of databases for the backup";
        # Wanted, not required: the rest is saved although a database is broken.
        wantedBy = [ "restic-backups-nightly.service" ];
        before = [ "restic-backups-nightly.service" ];
        # pg_dumpall has to be that of the server.
        path = [ "/run/current-system/sw" ];
        environment.POSTGRESQL = if cfg.postgresql then "yes" else "no";
        serviceConfig = {
          Type = "oneshot";
          ExecStart = lib.concatStringsSep " " (
            [
              "${dump}/bin/database-dumps"
              "/var/lib/node-exporter/textfile"
              cfg.folder
            ]
            ++ map (pattern: ''"${pattern}"'') cfg.sqlite
          );
          Nice = 10;
          PrivateTmp = true;
          UMask = "0077";
        };
      };
      systemd.tmpfiles.rules = [ "d ${cfg.folder} 0700 root root -" ];
    };
}
