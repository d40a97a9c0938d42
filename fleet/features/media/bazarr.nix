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
          "network"
        ];
        default = "local";
        description = "Who reaches the page: this host and trusted interfaces such as Tailscale's, or the local network as well.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      services.bazarr = {
        enable = true;
        group = "media";
        listenPort = cfg.port;
        openFirewall = cfg.expose == "network";
      };
      # What it puts into the library stays writable for the others.
      systemd.services.bazarr.serviceConfig.UMask = lib.mkForce "0002";
    };
}
