{ mkFeature }:
mkFeature {
  title = "Load balancer";
  description = "HAProxy shares the visitors of a service between the hosts that offer it, and leaves out those that do not answer.";
  category = "network";
  health = [
    { unit = "haproxy.service"; }
    { url = "http://127.0.0.1:8404/metrics"; }
  ];
  metrics = [
    "haproxy_backend_active_servers"
    "haproxy_frontend_http_requests_total"
    "haproxy_server_check_status"
  ];

  options =
    { lib, ... }:
    {
      services = lib.mkOption {
        type = lib.types.attrsOf (
          lib.types.submodule {
            options = {
              port = lib.mkOption {
                type = lib.types.port;
                description = "Port that visitors come to.";
              };
              servers = lib.mkOption {
                type = lib.types.nonEmptyListOf lib.types.str;
                example = [
                  "p620:11434"
                  "hp:11434"
                ];
                description = "Where the service answers, as host:port.";
              };
              check = lib.mkOption {
                type = lib.types.str;
                default = "/";
                description = "Page that has to answer for a server to count as well.";
              };
              spare = lib.mkOption {
                type = lib.types.bool;
                default = false;
                description = "Whether all but the first server only stand in for it.";
              };
            };
          }
        );
        default = {
          ollama = {
            port = 8088;
            servers = [
              "p620:11434"
              "hp:11434"
            ];
            check = "/api/version";
            spare = true;
          };
        };
        description = "Services to share out. The default asks p620 for language models, and hp while p620 is off.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who reaches the services: this host, the tailnet, or every network.";
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
      ports = lib.mapAttrsToList (_: service: service.port) cfg.services;
      address = if cfg.expose == "local" then "127.0.0.1" else "";
      others = lib.filter (port: lib.elem port ports);

      # HAProxy's own words for a server's name have no dots or colons.
      serverName = target: lib.replaceStrings [ ":" "." ] [ "-" "-" ] target;
      server =
        service: index: target:
        "  server ${serverName target} ${target} check resolvers host init-addr last,libc,none"
        + lib.optionalString (service.spare && index > 0) " backup";

      section = name: service: ''
        frontend ${name}
          bind ${address}:${toString service.port}
          default_backend ${name}

        backend ${name}
          balance leastconn
          option httpchk GET ${service.check}
          http-check expect status 200-399
          default-server inter 10s fall 3 rise 2
        ${lib.concatStringsSep "\n" (lib.imap0 (server service) service.servers)}
      '';
    in
    {
      services.haproxy = {
        enable = true;
        config = ''
          global
            log /dev/log local0 notice
            maxconn 2000

          defaults
            mode http
            log global
            option httplog
            option dontlognull
            option forwardfor
            option redispatch
            retries 2
            timeout connect 5s
            timeout client 10m
            timeout server 10m
            timeout check 5s

          # Hosts come and go: their names are asked for again while it runs.
          resolvers host
            parse-resolv-conf
            hold valid 30s

          frontend numbers
            bind 127.0.0.1:8404
            http-request use-service prometheus-exporter if { path /metrics }

          ${lib.concatStringsSep "\n" (lib.mapAttrsToList section cfg.services)}
        '';
      };
      networking.firewall =
        if cfg.expose == "network" then
          { allowedTCPPorts = ports; }
        else if cfg.expose == "tailnet" then
          { interfaces.tailscale0.allowedTCPPorts = ports; }
        else
          { };

      assertions = [
        {
          assertion = lib.allUnique ports && !(lib.elem 8404 ports);
          message = "features.network.load-balancer.services has two services on one port, or one on 8404, where its own numbers are.";
        }
        {
          assertion =
            !(
              config.features.network.reverse-proxy.enable
              && others [
                80
                443
                2019
              ] != [ ]
            );
          message = "features.network.load-balancer wants a port that features.network.reverse-proxy has (80, 443 or 2019): choose another.";
        }
      ];
    };
}
