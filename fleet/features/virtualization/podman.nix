{ mkFeature }:
mkFeature {
  title = "Podman";
  description = "Containers without a daemon; answers to the docker command too.";
  category = "virtualization";
  brings = [ "virtualization.oci-tools" ];
  needs = [ "network.nftables" ];
  conflicts = [
    {
      feature = "virtualization.docker";
      reason = "both want to own the Docker socket (/run/docker.sock).";
    }
  ];
  health = [ { unit = "podman.socket"; } ];

  options =
    { lib, ... }:
    {
      autoPrune = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether unused images are removed every week.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      virtualisation.podman = {
        enable = true;
        dockerCompat = true;
        dockerSocket.enable = true;
        autoPrune.enable = cfg.autoPrune;
        # Containers find each other by name.
        defaultNetwork.settings.dns_enabled = true;
      };
      environment.systemPackages = [ pkgs.podman-compose ];
    };
}
