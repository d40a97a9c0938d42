{ mkFeature }:
mkFeature {
  title = "Docker";
  description = "Containers with the Docker daemon.";
  category = "virtualization";
  conflicts = [
    {
      feature = "virtualization.podman";
      reason = "both want to own the Docker socket (/run/docker.sock).";
    }
  ];
  health = [ { unit = "docker.service"; } ];

  options =
    { lib, ... }:
    {
      prune = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether unused images are removed every week.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      virtualisation.docker = {
        enable = true;
        autoPrune.enable = cfg.prune;
      };
      environment.systemPackages = [ pkgs.docker-compose ];
    };
}
