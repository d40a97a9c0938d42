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
  ];

  config = {
    services.sonarr = {
      enable = true;
      group = "media";
      openFirewall = true;
    };
    services.radarr = {
      enable = true;
      group = "media";
      openFirewall = true;
    };
    services.prowlarr = {
      enable = true;
      openFirewall = true;
    };
  };
}
