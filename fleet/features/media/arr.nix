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
          "network"
        ];
        default = "local";
        description = "Who reaches the pages: this host and trusted interfaces such as Tailscale's, or the local network as well.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      open = cfg.expose == "network";
    in
    {
      services.sonarr = {
        enable = true;
        group = "media";
        openFirewall = open;
      };
      services.radarr = {
        enable = true;
        group = "media";
        openFirewall = open;
      };
      services.prowlarr = {
        enable = true;
        openFirewall = open;
      };
      # What they put into the library stays writable for the others.
      systemd.services.sonarr.serviceConfig.UMask = lib.mkForce "0002";
      systemd.services.radarr.serviceConfig.UMask = lib.mkForce "0002";
    };
}
