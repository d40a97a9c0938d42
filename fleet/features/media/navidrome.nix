{ mkFeature }:
mkFeature {
  title = "Navidrome";
  description = "Streams the music of the library to browsers, and to phones with any Subsonic app.";
  category = "media";
  brings = [ "media.library" ];
  health = [
    { unit = "navidrome.service"; }
    { url = "http://127.0.0.1:4533/ping"; }
  ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 4533;
        description = "Port of the page.";
      };
      scan = lib.mkOption {
        type = lib.types.str;
        default = "1h";
        example = "@every 15m";
        description = "How often the folder is looked through for new music.";
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
    { cfg, config, ... }:
    let
      reach = import ../monitoring/reach.nix { inherit (cfg) expose port; };
    in
    {
      services.navidrome = {
        enable = true;
        group = "media";
        settings = {
          Address = reach.address;
          Port = cfg.port;
          MusicFolder = "${config.features.media.library.path}/music";
          Scanner.Schedule = cfg.scan;
          EnableInsightsCollector = false;
        };
      };
      networking.firewall = reach.firewall;
    };
}
