{ mkFeature }:
mkFeature {
  title = "qBittorrent";
  description = "Fetches torrents for Sonarr and Radarr, without a screen; its page says on first start which password it chose.";
  category = "media";
  brings = [ "media.library" ];
  conflicts = [
    {
      feature = "media.transmission";
      reason = "both would fetch into the same folder and take each other's half-finished files for their own.";
    }
  ];
  health = [
    { unit = "qbittorrent.service"; }
    { url = "http://127.0.0.1:8090"; }
  ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 8090;
        description = "Port of the page.";
      };
      peerPort = lib.mkOption {
        type = lib.types.port;
        default = 51413;
        description = "Port that others fetch from, open to every network.";
      };
      ratio = lib.mkOption {
        type = lib.types.ints.between 1 100;
        default = 2;
        description = "How many times over a torrent is given back before it stops.";
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
    {
      cfg,
      config,
      lib,
      pkgs,
      ...
    }:
    let
      reach = import ../monitoring/reach.nix { inherit (cfg) expose port; };
      downloads = "${config.features.media.library.path}/downloads/torrents";
    in
    {
      services.qbittorrent = {
        enable = true;
        package = pkgs.qbittorrent-nox;
        group = "media";
        webuiPort = cfg.port;
        torrentingPort = cfg.peerPort;
        serverConfig = {
          LegalNotice.Accepted = true;
          BitTorrent.Session = {
            DefaultSavePath = downloads;
            TempPath = "${downloads}/unfinished";
            TempPathEnabled = true;
            GlobalMaxRatio = cfg.ratio;
          };
          Preferences = {
            General.Locale = "en";
            WebUI.Address = reach.address;
          };
        };
      };
      # What it puts into the library stays writable for the others.
      systemd.services.qbittorrent.serviceConfig.UMask = lib.mkForce "0002";
      networking.firewall = lib.mkMerge [
        reach.firewall
        {
          allowedTCPPorts = [ cfg.peerPort ];
          allowedUDPPorts = [ cfg.peerPort ];
        }
      ];
    };
}
