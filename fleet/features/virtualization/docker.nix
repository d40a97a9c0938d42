{ mkFeature }:
mkFeature {
  title = "Docker";
  description = "Containers with the Docker daemon.";
  category = "virtualization";
  health = [ { unit = "docker.service"; } ];

  options =
    { lib, ... }:
    {
      prune = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether unused images are removed every week.";
      };
      users = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "admin" ];
        description = "Who may talk to the daemon without sudo. Whoever may is as good as root.";
      };
      dataRoot = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "/srv/docker";
        description = "Folder of images and volumes; null is Docker's own, /var/lib/docker.";
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
      virtualisation.docker = {
        enable = true;
        autoPrune.enable = cfg.prune;
        daemon.settings = {
          # Containers go on while the daemon is restarted by an update.
          live-restore = lib.mkDefault true;
        }
        // lib.optionalAttrs (cfg.dataRoot != null) { data-root = cfg.dataRoot; };
      };
      users.groups.docker.members = cfg.users;
      environment.systemPackages = [ pkgs.docker-compose ];
    };
}
