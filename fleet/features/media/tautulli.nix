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
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who reaches the page: this host, the tailnet, or every network.";
      };
    };

  config =
    { cfg, ... }:
    let
      reach = import ../monitoring/reach.nix { inherit (cfg) expose port; };
    in
    {
      services.tautulli = {
        enable = true;
        # It reads Plex's logs.
        group = "media";
        port = cfg.port;
      };
      networking.firewall = reach.firewall;
    };
}
