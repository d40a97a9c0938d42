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
      users = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "admin" ];
        description = "Who may use the system's socket as if it were Docker's. Whoever may is as good as root; containers of one's own need no entry.";
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
      users.groups.podman.members = cfg.users;
      environment.systemPackages = [ pkgs.podman-compose ];
    };
}
