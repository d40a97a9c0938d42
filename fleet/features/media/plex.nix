{ mkFeature }:
mkFeature {
  title = "Plex";
  description = "Streams the library to the household's televisions.";
  category = "media";
  brings = [ "media.library" ];
  hardware = {
    prefers = [
      "nvidia"
      "intel"
    ];
  };
  health = [
    { unit = "plex.service"; }
    { port = 32400; }
  ];

  options =
    { lib, ... }:
    {
      transcoding = lib.mkOption {
        type = lib.types.enum [
          "auto"
          "card"
          "processor"
        ];
        default = "auto";
        description = "What converts films for televisions that can not play them. \"auto\" takes the graphics card where snowfleet.host.hardware names one.";
      };
      scratch = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "20%";
        description = "Share of the memory for half-converted films, in /run/plex-transcode; choose that as the transcoder's folder in Plex. null leaves them on the disk.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "network";
        description = "Who reaches it: this host, the tailnet, or every network.";
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
      card =
        cfg.transcoding == "card"
        || cfg.transcoding == "auto" && config.snowfleet.host.hardware != [ ];
    in
    {
      services.plex = {
        enable = true;
        group = "media";
        openFirewall = cfg.expose == "network";
        accelerationDevices = if card then [ "*" ] else [ ];
      };
      hardware.graphics.enable = lib.mkIf card (lib.mkDefault true);
      # Only Plex sees it, and it goes when Plex stops.
      systemd.services.plex.serviceConfig.TemporaryFileSystem = lib.mkIf (cfg.scratch != null) [
        "/run/plex-transcode:size=${cfg.scratch},mode=0777"
      ];
      networking.firewall = lib.mkIf (cfg.expose == "tailnet") {
        interfaces.tailscale0.allowedTCPPorts = [ 32400 ];
      };
    };
}
