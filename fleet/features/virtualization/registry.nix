{ mkFeature }:
mkFeature {
  title = "Container registry";
  description = "Keeps container images of one's own, for the hosts of the fleet to fetch.";
  category = "virtualization";
  health = [
    { unit = "docker-registry.service"; }
    { url = "http://127.0.0.1:5050/v2/"; }
  ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 5050;
        description = "Port to answer on.";
      };
      storage = lib.mkOption {
        type = lib.types.str;
        default = "/var/lib/docker-registry";
        description = "Folder of the images.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who reaches it: this host, the tailnet, or every network. It asks nobody for a password.";
      };
    };

  config =
    { cfg, ... }:
    let
      reach = import ../monitoring/reach.nix { inherit (cfg) expose port; };
    in
    {
      services.dockerRegistry = {
        enable = true;
        listenAddress = reach.address;
        port = cfg.port;
        storagePath = cfg.storage;
        enableDelete = true;
        # Deleting only forgets a name; this frees the space.
        enableGarbageCollect = true;
        garbageCollectDates = "weekly";
      };
      networking.firewall = reach.firewall;
    };
}
