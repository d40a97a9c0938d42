{ mkFeature }:
mkFeature {
  title = "Sonarr and friends";
  description = "Sonarr, Radarr and Prowlarr keep the library complete.";
  category = "media";
  brings = [ "media.library" ];
  health = [
    { unit = "sonarr.service"; }
    { unit = "radarr.service"; }
    { unit = "prowlarr.service"; }
    { url = "http://127.0.0.1:8989/ping"; }
    { url = "http://127.0.0.1:7878/ping"; }
    { url = "http://127.0.0.1:9696/ping"; }
  ];

  options =
    { lib, ... }:
    {
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who reaches the pages: this host, the tailnet, or every network.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      reach = port: import ../monitoring/reach.nix {
        inherit (cfg) expose;
        inherit port;
      };
    in
    {
      services.sonarr = {
        enable = true;
        group = "media";
      };
      services.radarr = {
        enable = true;
        group = "media";
      };
      services.prowlarr = {
        enable = true;
      };
      # What they put into the library stays writable for the others.
      systemd.services.sonarr.serviceConfig.UMask = lib.mkForce "0002";
      systemd.services.radarr.serviceConfig.UMask = lib.mkForce "0002";
      networking.firewall = lib.mkMerge (
        map (port: (reach port).firewall) [
          8989
          7878
          9696
        ]
      );
    };
}
