{ mkFeature }:
mkFeature {
  title = "DNS over TLS";
  description = "Asks for names over an encrypted line, so that the network one is in neither sees nor bends the answers.";
  category = "network";
  health = [ { unit = "systemd-resolved.service"; } ];

  options =
    { lib, ... }:
    {
      provider = lib.mkOption {
        type = lib.types.enum [
          "cloudflare"
          "mullvad"
          "quad9"
        ];
        default = "quad9";
        description = "Who is asked.";
      };
      strict = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether nothing is asked at all where TLS is blocked. Login pages of hotels then do not open.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      servers = {
        cloudflare = [
          "1.1.1.1#cloudflare-dns.com"
          "1.0.0.1#cloudflare-dns.com"
        ];
        mullvad = [ "194.242.2.2#dns.mullvad.net" ];
        quad9 = [
          "9.9.9.9#dns.quad9.net"
          "149.112.112.112#dns.quad9.net"
        ];
      };
    in
    {
      services.resolved = {
        enable = true;
        dnsovertls = if cfg.strict then "true" else "opportunistic";
        # Every name that no interface claims for itself: the tailnet's still go to MagicDNS.
        domains = [ "~." ];
        fallbackDns = [ ];
      };
      networking.nameservers = servers.${cfg.provider};
    };
}
