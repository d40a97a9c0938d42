{ mkFeature }:
mkFeature {
  title = "Reverse proxy";
  description = "Caddy answers for all pages of this host, each by its own name, with certificates it looks after itself.";
  category = "network";
  health = [
    { unit = "caddy.service"; }
    { port = 443; }
  ];
  metrics = [
    "caddy_http_request_duration_seconds"
    "caddy_http_requests_total"
    "caddy_reverse_proxy_upstreams_healthy"
  ];

  options =
    { lib, ... }:
    {
      sites = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = { };
        example = {
          grafana = "127.0.0.1:3001";
        };
        description = "Pages: the first part of the name, and where the service answers, as host:port.";
      };
      domain = lib.mkOption {
        type = lib.types.str;
        default = (import ./host-table.nix).domain;
        defaultText = "the domain of the local network";
        description = "Domain the pages are in.";
      };
      certificates = lib.mkOption {
        type = lib.types.enum [
          "own"
          "public"
        ];
        default = "own";
        description = "\"own\": signed by this host, for names that the world does not know; devices have to trust its root once. \"public\": from Let's Encrypt, for a domain of yours that leads here.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who reaches the pages: the tailnet, or every network.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      ports = [
        80
        443
      ];
      page =
        address:
        ''
          encode zstd gzip
          header {
            Strict-Transport-Security "max-age=31536000"
            X-Content-Type-Options nosniff
            -Server
          }
          reverse_proxy ${address}
        ''
        + lib.optionalString (cfg.certificates == "own") ''
          tls internal
        '';
    in
    {
      services.caddy = {
        enable = true;
        globalConfig = ''
          admin localhost:2019
          servers {
            metrics
          }
        '';
        virtualHosts = lib.mapAttrs' (
          name: address: lib.nameValuePair "${name}.${cfg.domain}" { extraConfig = page address; }
        ) cfg.sites;
      };
      networking.firewall =
        if cfg.expose == "network" then
          {
            allowedTCPPorts = ports;
            allowedUDPPorts = [ 443 ];
          }
        else
          {
            interfaces.tailscale0 = {
              allowedTCPPorts = ports;
              # HTTP/3
              allowedUDPPorts = [ 443 ];
            };
          };
    };
}
