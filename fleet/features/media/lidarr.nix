{ mkFeature }:
mkFeature {
  title = "Lidarr";
  description = "Keeps the music of the library complete, as Sonarr does for series.";
  category = "media";
  brings = [ "media.library" ];
  health = [
    { unit = "lidarr.service"; }
    { url = "http://127.0.0.1:8686/ping"; }
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
        description = "Who reaches the page: this host, the tailnet, or every network.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      reach = import ../monitoring/reach.nix {
        inherit (cfg) expose;
        port = 8686;
      };
    in
    {
      services.lidarr = {
        enable = true;
        group = "media";
      };
      # What it puts into the library stays writable for the others.
      systemd.services.lidarr.serviceConfig.UMask = lib.mkForce "0002";
      networking.firewall = reach.firewall;
    };
}
