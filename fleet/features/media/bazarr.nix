{ mkFeature }:
mkFeature {
  title = "Bazarr";
  description = "Finds subtitles for what Sonarr and Radarr brought.";
  category = "media";
  needs = [ "media.arr" ];
  health = [
    { unit = "bazarr.service"; }
    { port = 6767; }
  ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 6767;
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
    { cfg, lib, ... }:
    let
      reach = import ../monitoring/reach.nix { inherit (cfg) expose port; };
    in
    {
      services.bazarr = {
        enable = true;
        group = "media";
        listenPort = cfg.port;
      };
      # What it puts into the library stays writable for the others.
      systemd.services.bazarr.serviceConfig.UMask = lib.mkForce "0002";
      networking.firewall = reach.firewall;
    };
}
