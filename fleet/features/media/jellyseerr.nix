{ mkFeature }:
mkFeature {
  title = "Jellyseerr";
  description = "Where the household asks for films and series; Sonarr and Radarr do the rest.";
  category = "media";
  needs = [ "media.arr" ];
  health = [
    { unit = "jellyseerr.service"; }
    { url = "http://127.0.0.1:5055/api/v1/status"; }
  ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 5055;
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
      services.jellyseerr = {
        enable = true;
        port = cfg.port;
      };
      networking.firewall = reach.firewall;
    };
}
