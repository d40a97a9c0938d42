{ mkFeature }:
mkFeature {
  title = "Database clients";
  description = "Command lines for the databases that projects use, with completion and colours.";
  category = "development";

  options =
    { lib, ... }:
    {
      databases = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "mariadb"
            "mongodb"
            "postgresql"
            "redis"
            "sqlite"
          ]
        );
        default = [
          "postgresql"
          "sqlite"
        ];
        description = "Databases to talk to.";
      };
      desktopClient = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether DBeaver is installed as well, which opens all of them in a window.";
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
      clients = {
        mariadb = [ pkgs.mycli ];
        mongodb = [ pkgs.mongosh ];
        postgresql = [
          pkgs.pgcli
          pkgs.postgresql
        ];
        redis = [ pkgs.valkey ];
        sqlite = [
          pkgs.litecli
          pkgs.sqlite
        ];
      };
    in
    {
      environment.systemPackages =
        lib.concatMap (database: clients.${database}) (lib.unique cfg.databases)
        ++ lib.optional cfg.desktopClient pkgs.dbeaver-bin;
    };
}
