{ mkFeature }:
mkFeature {
  title = "WireGuard";
  description = "A tunnel of one's own, beside Tailscale: to a rented server, to the parents' house, to a provider.";
  category = "network";
  secrets = [ "wireguard-key" ];
  health = [ { unit = "wireguard-wg0.service"; } ];

  options =
    { lib, ... }:
    {
      address = lib.mkOption {
        type = lib.types.str;
        default = "10.87.0.1/24";
        description = "This host's address in the tunnel.";
      };
      port = lib.mkOption {
        type = lib.types.port;
        default = 51820;
        description = "Port to answer on.";
      };
      answer = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether others may start the conversation: opens the port.";
      };
      peers = lib.mkOption {
        type = lib.types.listOf (
          lib.types.submodule {
            options = {
              name = lib.mkOption {
                type = lib.types.str;
                description = "Whom it belongs to.";
              };
              publicKey = lib.mkOption {
                type = lib.types.strMatching "[A-Za-z0-9+/]{43}=";
                description = "Their public key.";
              };
              networks = lib.mkOption {
                type = lib.types.listOf lib.types.str;
                example = [ "10.87.0.2/32" ];
                description = "Addresses that are reached through them.";
              };
              endpoint = lib.mkOption {
                type = lib.types.nullOr lib.types.str;
                default = null;
                example = "vpn.example.org:51820";
                description = "Where they answer; null waits for them to begin.";
              };
            };
          }
        );
        default = [ ];
        description = "The other ends.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    {
      networking.wireguard.interfaces.wg0 = {
        ips = [ cfg.address ];
        listenPort = cfg.port;
        privateKeyFile = config.age.secrets.wireguard-key.path;
        peers = map (
          peer:
          {
            inherit (peer) name publicKey;
            allowedIPs = peer.networks;
          }
          // lib.optionalAttrs (peer.endpoint != null) {
            inherit (peer) endpoint;
            # Routers forget a line that is quiet.
            persistentKeepalive = 25;
            dynamicEndpointRefreshSeconds = 300;
          }
        ) cfg.peers;
      };
      networking.firewall.allowedUDPPorts = lib.mkIf cfg.answer [ cfg.port ];
    };
}
