{ mkFeature }:
mkFeature {
  title = "Backup server";
  description = "Takes in the restic backups of other hosts. A host that was broken into can add to its backups, not delete them.";
  category = "storage";
  secrets = [ "restic-server-htpasswd" ];
  health = [ { unit = "restic-rest-server.socket"; } ];

  options =
    { lib, ... }:
    {
      folder = lib.mkOption {
        type = lib.types.str;
        default = "/srv/restic";
        description = "Folder of the repositories.";
      };
      port = lib.mkOption {
        type = lib.types.port;
        default = 8000;
        description = "Port to answer on.";
      };
      appendOnly = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether hosts may only add. Old backups are then removed here, with `restic forget --prune` on the folder itself.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who reaches it: this host, the tailnet, or every network.";
      };
    };

  config =
    { cfg, config, ... }:
    let
      reach = import ../monitoring/reach.nix { inherit (cfg) expose port; };
    in
    {
      services.restic.server = {
        enable = true;
        dataDir = cfg.folder;
        listenAddress = "${reach.address}:${toString cfg.port}";
        appendOnly = cfg.appendOnly;
        # Each account sees its own folder.
        privateRepos = true;
      };
      age.secrets.restic-server-htpasswd.owner = "restic";
      systemd.tmpfiles.rules = [
        "d ${cfg.folder} 0700 restic restic -"
        "L+ ${cfg.folder}/.htpasswd - - - - ${config.age.secrets.restic-server-htpasswd.path}"
      ];
      networking.firewall = reach.firewall;
    };
}
