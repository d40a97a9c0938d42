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
          "network"
        ];
        default = "local";
        description = "Who reaches the numbers: this host and trusted interfaces such as Tailscale's, or the local network as well.";
      };
    };

  config =
    { cfg, config, ... }:
    let
      open = cfg.expose == "network";
    in
    {
      # systemd hands the keys over, so that root may keep them.
      services.prometheus.exporters = {
        exportarr-sonarr = {
          enable = true;
          url = "http://127.0.0.1:8989";
          port = cfg.sonarrPort;
          apiKeyFile = config.age.secrets.sonarr-api-key.path;
          openFirewall = open;
        };
        exportarr-radarr = {
          enable = true;
          url = "http://127.0.0.1:7878";
          port = cfg.radarrPort;
          apiKeyFile = config.age.secrets.radarr-api-key.path;
          openFirewall = open;
        };
      };
    };
}
