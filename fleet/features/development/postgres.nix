{ mkFeature }:
mkFeature {
  title = "PostgreSQL for development";
  description = "A database server for this host's people only: each has a database of the same name, without a password, through the local socket.";
  category = "development";
  health = [
    { unit = "postgresql.service"; }
    { port = 5432; }
  ];

  options =
    { lib, ... }:
    {
      version = lib.mkOption {
        type = lib.types.enum [
          15
          16
          17
          18
        ];
        default = 17;
        description = "Major version. Another one later starts with empty databases: dump them first.";
      };
      people = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "admin" ];
        description = "Accounts of the host that get a database and may make more.";
      };
      logQueries = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether every statement is written to the journal.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      services.postgresql = {
        enable = true;
        package = pkgs."postgresql_${toString cfg.version}";
        ensureDatabases = cfg.people;
        ensureUsers = map (person: {
          name = person;
          ensureDBOwnership = true;
          ensureClauses.createdb = true;
        }) cfg.people;
        settings = lib.mkIf cfg.logQueries { log_statement = "all"; };
      };
    };
}
