{ mkFeature }:
mkFeature {
  title = "DNS server";
  description = "Unbound answers the local network's questions, knows the hosts of the fleet by name, and checks signatures (DNSSEC).";
  category = "network";
  conflicts = [
    {
      feature = "network.dns-over-tls";
      reason = "both would answer every question of this host; the DNS server can ask upstream over TLS itself.";
    }
  ];
  health = [
    { unit = "unbound.service"; }
    { port = 53; }
  ];

  options =
    { lib, ... }:
    {
      upstream = lib.mkOption {
        type = lib.types.enum [
          "itself"
          "quad9"
          "cloudflare"
        ];
        default = "quad9";
        description = "Who answers what is not known here: the servers of the internet one after the other (\"itself\"), or a service that is asked over TLS.";
      };
      listen = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "192.0.2.222" ];
        description = "Addresses to answer on beside this host's own in the local network.";
      };
      networks = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          (import ./host-table.nix).network
          "100.64.0.0/10"
        ];
        defaultText = "the local network and the tailnet";
        description = "Networks that may ask.";
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
      table = import ./host-table.nix;
      own = config.snowfleet.host.address;
      isAddress = address: builtins.match "[0-9.]+|[0-9a-f:]+" address != null;

      upstreams = {
        quad9 = [
          "9.9.9.9@853#dns.quad9.net"
          "149.112.112.112@853#dns.quad9.net"
        ];
        cloudflare = [
          "1.1.1.1@853#cloudflare-dns.com"
          "1.0.0.1@853#cloudflare-dns.com"
        ];
      };

      # 192.0.2.97 -> 97.2.0.192.in-addr.arpa is unbound's own work with local-data-ptr.
      names = lib.concatLists (
        lib.mapAttrsToList (name: host: [
          ''"${name}.${table.domain}. IN A ${host.address}"''
        ]) table.hosts
      );
      addresses = lib.mapAttrsToList (
        name: host: ''"${host.address} ${name}.${table.domain}"''
      ) table.hosts;
    in
    {
      services.unbound = {
        enable = true;
        # Where resolved runs it asks this server, further down; otherwise the host itself does.
        resolveLocalQueries = !config.services.resolved.enable;
        localControlSocketPath = "/run/unbound/unbound.ctl";
        settings = {
          server = {
            # Single addresses, because resolved has port 53 of an address of its own.
            interface = [
              "127.0.0.1"
            ]
            ++ lib.optional (own != null && isAddress own) own
            ++ cfg.listen;
            # The network may come up later.
            ip-freebind = true;
            access-control = [ "127.0.0.0/8 allow" ] ++ map (network: "${network} allow") cfg.networks;

            local-zone = [ ''"${table.domain}." static'' ];
            local-data = names;
            local-data-ptr = addresses;
            # The tailnet's names belong to MagicDNS on each host, and must not leak from here.
            private-domain = [ ''"${table.domain}."'' ];
            private-address = [
              "10.0.0.0/8"
              "172.16.0.0/12"
              "192.168.0.0/16"
              "100.64.0.0/10"
              "fd00::/8"
            ];

            hide-identity = true;
            hide-version = true;
            harden-glue = true;
            harden-dnssec-stripped = true;
            qname-minimisation = true;
            prefetch = true;
            # What was known is still given while upstream is away.
            serve-expired = true;
            cache-min-ttl = 60;
            extended-statistics = true;
          };
          forward-zone = lib.mkIf (cfg.upstream != "itself") [
            {
              name = ".";
              forward-tls-upstream = true;
              forward-addr = upstreams.${cfg.upstream};
            }
          ];
        };
      };
      networking.nameservers = [ "127.0.0.1" ];
      networking.firewall = {
        allowedTCPPorts = [ 53 ];
        allowedUDPPorts = [ 53 ];
      };

      assertions = [
        {
          assertion = !(lib.elem "100.100.100.100" cfg.listen);
          message = "features.network.dns-server cannot answer on 100.100.100.100: that is MagicDNS.";
        }
        {
          assertion = lib.all (address: address != "0.0.0.0" && address != "::") cfg.listen || !config.services.resolved.enable;
          message = "features.network.dns-server cannot answer on every address while systemd-resolved has port 53 of one of them: name the addresses.";
        }
      ];
    };
}
