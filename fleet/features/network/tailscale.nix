{ mkFeature }:
mkFeature {
  title = "Tailscale";
  description = "Private network between the hosts, wherever they are.";
  category = "network";
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
    };

  config =
    { cfg, ... }:
    {
      services.tailscale = {
        enable = true;
        useRoutingFeatures = cfg.routing;
      };
      networking.firewall.trustedInterfaces = [ "tailscale0" ];
    };
}
