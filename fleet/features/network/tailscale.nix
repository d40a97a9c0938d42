{ mkFeature }:
mkFeature {
  title = "Tailscale";
  description = "Private network between the hosts, wherever they are.";
  category = "network";
  secrets = [ "tailscale-auth-key" ];
  health = [ { unit = "tailscaled.service"; } ];

  options =
    { lib, ... }:
    {
      routing = lib.mkOption {
        type = lib.types.enum [
          "none"
          "client"
          "server"
          "both"
        ];
        default = "client";
        description = "\"server\" offers routes or an exit node, \"client\" uses those of others.";
      };
      exitNode = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether others may go to the internet through this host.";
      };
      routes = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "192.0.2.0/24" ];
        description = "Networks that others reach through this host.";
      };
      tags = lib.mkOption {
        type = lib.types.listOf (lib.types.strMatching "tag:[a-z0-9-]+");
        default = [ ];
        example = [ "tag:server" ];
        description = "What the host is in the tailnet's policy. A host with a tag belongs to no person.";
      };
      trust = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether every port is open to the tailnet. Otherwise features open theirs on it one by one.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      offers = cfg.exitNode || cfg.routes != [ ];
      list = lib.concatStringsSep ",";
    in
    {
      services.tailscale = {
        enable = true;
        # Straight lines between hosts instead of a detour through a relay.
        openFirewall = true;
        useRoutingFeatures = cfg.routing;
        authKeyFile = config.age.secrets.tailscale-auth-key.path;
        extraUpFlags = lib.optional (cfg.tags != [ ]) "--advertise-tags=${list cfg.tags}";
        # Set at every start, not only when the host joins.
        extraSetFlags = [
          "--advertise-exit-node=${lib.boolToString cfg.exitNode}"
          "--advertise-routes=${list cfg.routes}"
        ]
        ++ lib.optional (lib.elem cfg.routing [
          "client"
          "both"
        ]) "--accept-routes=true";
      };
      networking.firewall = {
        trustedInterfaces = lib.mkIf cfg.trust [ "tailscale0" ];
        checkReversePath = lib.mkDefault "loose";
      };

      assertions = [
        {
          assertion =
            offers
            -> lib.elem cfg.routing [
              "server"
              "both"
            ];
          message = "features.network.tailscale offers routes or an exit node, but does not forward packets: set routing to \"server\" or \"both\".";
        }
      ];
    };
}
