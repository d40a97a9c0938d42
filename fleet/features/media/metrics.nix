{ mkFeature }:
mkFeature {
  title = "Media numbers";
  description = "Tells Prometheus how large the library is, what is missing and how long the queues of Sonarr and Radarr are.";
  category = "media";
  needs = [ "media.arr" ];
  secrets = [
    "radarr-api-key"
    "sonarr-api-key"
  ];
  health = [
    { unit = "prometheus-exportarr-sonarr-exporter.service"; }
    { unit = "prometheus-exportarr-radarr-exporter.service"; }
  ];
  metrics = [
    "radarr_movie_filesize_total"
    "radarr_movie_missing_total"
    "radarr_movie_total"
    "radarr_queue_total"
    "sonarr_episode_missing_total"
    "sonarr_episode_total"
    "sonarr_queue_total"
    "sonarr_series_filesize_bytes"
    "sonarr_series_total"
  ];

  options =
    { lib, ... }:
    {
      sonarrPort = lib.mkOption {
        type = lib.types.port;
        default = 9707;
        description = "Port of the numbers of Sonarr.";
      };
      radarrPort = lib.mkOption {
        type = lib.types.port;
        default = 9708;
        description = "Port of the numbers of Radarr.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who reaches the numbers: this host, the tailnet, or every network.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      reach = port: import ../monitoring/reach.nix {
        inherit (cfg) expose;
        inherit port;
      };
    in
    {
      # systemd hands the keys over, so that root may keep them.
      services.prometheus.exporters = {
        exportarr-sonarr = {
          enable = true;
          url = "http://127.0.0.1:8989";
          port = cfg.sonarrPort;
          listenAddress = (reach cfg.sonarrPort).address;
          apiKeyFile = config.age.secrets.sonarr-api-key.path;
        };
        exportarr-radarr = {
          enable = true;
          url = "http://127.0.0.1:7878";
          port = cfg.radarrPort;
          listenAddress = (reach cfg.radarrPort).address;
          apiKeyFile = config.age.secrets.radarr-api-key.path;
        };
      };
      networking.firewall = lib.mkMerge [
        (reach cfg.sonarrPort).firewall
        (reach cfg.radarrPort).firewall
      ];
    };
}
