{ mkFeature }:
mkFeature {
  title = "Recyclarr";
  description = "Keeps the quality settings of Sonarr and Radarr as the TRaSH guides advise.";
  category = "media";
  needs = [ "media.arr" ];
  secrets = [
    "radarr-api-key"
    "sonarr-api-key"
  ];
  health = [ { unit = "recyclarr.timer"; } ];

  options =
    { lib, ... }:
    {
      schedule = lib.mkOption {
        type = lib.types.str;
        default = "weekly";
        description = "How often, in the words of systemd.time.";
      };
      films = lib.mkOption {
        type = lib.types.enum [
          "hd"
          "uhd"
        ];
        default = "hd";
        description = "Whether Radarr looks for films in 1080p or in 4K.";
      };
      series = lib.mkOption {
        type = lib.types.enum [
          "hd"
          "uhd"
        ];
        default = "hd";
        description = "Whether Sonarr looks for series in 1080p or in 4K.";
      };
    };

  config =
    { cfg, config, ... }:
    let
      from = names: map (template: { inherit template; }) names;
      film = "${cfg.films}-bluray-web";
      show = if cfg.series == "hd" then "web-1080p" else "web-2160p";
    in
    {
      services.recyclarr = {
        enable = true;
        schedule = cfg.schedule;
        configuration = {
          radarr.films = {
            base_url = "http://127.0.0.1:7878";
            api_key._secret = "/run/credentials/recyclarr.service/radarr";
            include = from [
              "radarr-quality-definition-movie"
              "radarr-quality-profile-${film}"
              "radarr-custom-formats-${film}"
            ];
          };
          sonarr.series = {
            base_url = "http://127.0.0.1:8989";
            api_key._secret = "/run/credentials/recyclarr.service/sonarr";
            include = from [
              "sonarr-quality-definition-series"
              "sonarr-v4-quality-profile-${show}"
              "sonarr-v4-custom-formats-${show}"
            ];
          };
        };
      };
      systemd.services.recyclarr.serviceConfig.LoadCredential = [
        "radarr:${config.age.secrets.radarr-api-key.path}"
        "sonarr:${config.age.secrets.sonarr-api-key.path}"
      ];
    };
}
