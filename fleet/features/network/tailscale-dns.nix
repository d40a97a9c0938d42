{ mkFeature }:
mkFeature {
  title = "Tailscale DNS";
  description = "Hosts find each other by name in the tailnet (MagicDNS), and whatever could bend or loop those names is refused.";
  category = "network";
  needs = [ "network.tailscale" ];
  health = [ { unit = "systemd-resolved.service"; } ];

  options =
    { lib, ... }:
    {
      tailnet = lib.mkOption {
        type = lib.types.strMatching "[a-z0-9-]+\\.ts\\.net";
        default = "fleet-example.ts.net";
        description = "Name of the tailnet, as its administration page shows it.";
      };
      mode = lib.mkOption {
        type = lib.types.enum [
          "split"
          "all"
        ];
        default = "split";
        description = "How the tailnet is set up: MagicDNS answers for the tailnet's names only, and the rest goes where it always went (\"split\"); or it overrides the servers of the local network (\"all\"), which suits laptops on strangers' networks.";
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
      magic = "100.100.100.100";
      table = import ./host-table.nix;
      features = config.features.network;
      all = cfg.mode == "all";

      # Names that /etc/hosts answers for, which nobody asks a resolver about any more. A host's own name
      # points at itself, and that is right.
      local = lib.concatLists (
        lib.attrValues (
          lib.filterAttrs (
            address: _: !(lib.hasPrefix "127." address) && address != "::1"
          ) config.networking.hosts
        )
      );
      shadows = lib.filter (
        name: table.hosts ? ${name} || lib.hasSuffix ".${cfg.tailnet}" name || name == cfg.tailnet
      ) local;
    in
    {
      # With resolved every interface has servers for its own domains; without it tailscaled would have to
      # rewrite resolv.conf, in a race with everybody else who does.
      services.resolved.enable = true;
      services.tailscale.extraSetFlags = [ "--accept-dns=true" ];
      networking.search = [ cfg.tailnet ];
      # A single word is a host of the tailnet, and nothing to ask the whole local network about.
      services.resolved.llmnr = "false";
      # Where MagicDNS answers for everything, nothing goes past it when it is slow.
      services.resolved.fallbackDns = lib.mkIf all [ ];

      assertions = [
        {
          assertion = !(all && features.dns-over-tls.enable);
          message = "features.network.tailscale-dns sends every name to MagicDNS, and features.network.dns-over-tls sends every name elsewhere: set features.network.tailscale-dns.mode = \"split\", or disable one of them.";
        }
        {
          assertion = !(all && features.dns-server.enable);
          message = "features.network.tailscale-dns sends every name to MagicDNS, which may ask features.network.dns-server on this host again, without end: set features.network.tailscale-dns.mode = \"split\" on the DNS server.";
        }
        {
          assertion = !(lib.elem magic config.networking.nameservers);
          message = "networking.nameservers contains ${magic}: MagicDNS asks the host's own servers for whatever it does not know, so it would ask itself, without end. Take it out; tailscaled sets it by itself.";
        }
        {
          assertion = !(all && lib.elem "127.0.0.1" config.networking.nameservers);
          message = "networking.nameservers sends every name to this host, and features.network.tailscale-dns sends every name to MagicDNS: set features.network.tailscale-dns.mode = \"split\".";
        }
        {
          assertion = shadows == [ ];
          message = "networking.hosts shadows names of the tailnet, so that they would lead to other addresses here than elsewhere: ${lib.concatStringsSep ", " shadows}. Give them a domain, as in NAME.${table.domain}.";
        }
        {
          assertion = !(lib.hasSuffix table.domain cfg.tailnet);
          message = "The domain of the local network, ${table.domain}, must not contain the tailnet ${cfg.tailnet}.";
        }
      ];
    };
}
