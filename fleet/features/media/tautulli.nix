{ mkFeature }:
mkFeature {
  title = "Tautulli";
  description = "Shows who watched what on Plex, and when.";
  category = "media";
  needs = [ "media.plex" ];
  health = [
    { unit = "tautulli.service"; }
    { url = "http://127.0.0.1:8181/status"; }
  ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 8181;
        description = "Port of the page.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "network"
        ];
        default = "local";
        description = "Who reaches the page: this host and trusted interfaces such as Tailscale's, or the local network as well.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.tautulli = {
        enable = true;
        # It reads Plex's logs.
        group = "media";
        port = cfg.port;
        openFirewall = cfg.expose == "network";
      };
    };
}
