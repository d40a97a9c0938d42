{ mkFeature }:
mkFeature {
  title = "Cloudflare tunnel";
  description = "Brings single pages to the internet without opening a port, by a line to Cloudflare.";
  category = "network";
  secrets = [ "cloudflared-tunnel" ];

  options =
    { lib, ... }:
    {
      tunnel = lib.mkOption {
        type = lib.types.strMatching "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
        default = "00000000-0000-0000-0000-000000000000";
        description = "Number of the tunnel, as `cloudflared tunnel create` gives it. The default is no tunnel of anybody.";
      };
      pages = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = { };
        example = {
          "status.example.org" = "http://127.0.0.1:8085";
        };
        description = "Public names, and where each leads on this host. Everything else is refused.";
      };
    };

  config =
    { cfg, config, ... }:
    {
      services.cloudflared = {
        enable = true;
        tunnels.${cfg.tunnel} = {
          credentialsFile = config.age.secrets.cloudflared-tunnel.path;
          default = "http_status:404";
          ingress = cfg.pages;
        };
      };
    };
}
