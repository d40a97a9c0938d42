{ mkFeature }:
mkFeature {
  title = "Development containers";
  description = "Opens a project in the container its devcontainer.json describes, for projects that are not made with Nix.";
  category = "development";
  needs = [ "virtualization.podman" ];

  config =
    { pkgs, ... }:
    {
      environment.systemPackages = [
        pkgs.devcontainer
        pkgs.docker-compose
      ];
      # Compose files run unchanged, by the program they were written for.
      virtualisation.containers.containersConf.settings.engine = {
        compose_providers = [ "docker-compose" ];
        compose_warning_logs = false;
      };
      # What looks for Docker's socket finds the one that Podman opens for each person.
      environment.extraInit = ''
        if [ -n "$XDG_RUNTIME_DIR" ]; then
          export DOCKER_HOST="unix://$XDG_RUNTIME_DIR/podman/podman.sock"
        fi
      '';
    };
}
