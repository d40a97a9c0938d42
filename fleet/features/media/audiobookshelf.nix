{ mkFeature }:
mkFeature {
  title = "Audiobookshelf";
  description = "Audiobooks and podcasts for browsers and phones; every listener's place is remembered.";
  category = "media";
  brings = [ "media.library" ];
  health = [
    { unit = "audiobookshelf.service"; }
    { url = "http://127.0.0.1:13378/healthcheck"; }
  ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 13378;
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
      services.audiobookshelf = {
        enable = true;
        group = "media";
        host = reach.address;
        port = cfg.port;
      };
      networking.firewall = reach.firewall;
    };
}
