{ mkFeature }:
mkFeature {
  title = "Transmission";
  description = "Fetches torrents for Sonarr and Radarr, light on memory.";
  category = "media";
  brings = [ "media.library" ];
  secrets = [ "transmission-credentials" ];
  health = [
    { unit = "transmission.service"; }
    { port = 9091; }
  ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 9091;
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
      pkgs,
      ...
    }:
    let
      downloads = "${config.features.media.library.path}/downloads/torrents";
      reach = import ../monitoring/reach.nix { inherit (cfg) expose port; };
    in
    {
      services.transmission = {
        enable = true;
        package = pkgs.transmission_4;
        group = "media";
        # Name and password of the page, as JSON.
        credentialsFile = config.age.secrets.transmission-credentials.path;
        downloadDirPermissions = "775";
        openPeerPorts = true;
        settings = {
          download-dir = downloads;
          incomplete-dir = "${downloads}/unfinished";
          incomplete-dir-enabled = true;
          peer-port = cfg.peerPort;
          ratio-limit = cfg.ratio;
          ratio-limit-enabled = true;
          rpc-authentication-required = true;
          rpc-bind-address = reach.address;
          # The firewall and the password say who may; a list of addresses would say it again.
          rpc-host-whitelist-enabled = false;
          rpc-port = cfg.port;
          rpc-whitelist-enabled = false;
          # 0002 in the decimal numbers of JSON.
          umask = 2;
        };
      };
      networking.firewall = reach.firewall;
    };
}
