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
          "network"
        ];
        default = "local";
        description = "Who reaches the page: this host and trusted interfaces such as Tailscale's, or the local network as well.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.audiobookshelf = {
        enable = true;
        group = "media";
        host = "0.0.0.0";
        port = cfg.port;
        openFirewall = cfg.expose == "network";
      };
    };
}
