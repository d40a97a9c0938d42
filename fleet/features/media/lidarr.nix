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
          "network"
        ];
        default = "local";
        description = "Who reaches the page: this host and trusted interfaces such as Tailscale's, or the local network as well.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      services.lidarr = {
        enable = true;
        group = "media";
        openFirewall = cfg.expose == "network";
      };
      # What it puts into the library stays writable for the others.
      systemd.services.lidarr.serviceConfig.UMask = lib.mkForce "0002";
    };
}
