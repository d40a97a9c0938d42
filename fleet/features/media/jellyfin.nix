{ mkFeature }:
mkFeature {
  title = "Jellyfin";
  description = "Streams the library to browsers and televisions; free software.";
  category = "media";
  brings = [ "media.library" ];
  conflicts = [
    {
      feature = "media.plex";
      reason = "both answer DLNA discovery on UDP port 1900; televisions would see one of them at random.";
    }
  ];
  hardware = {
    prefers = [
      "intel"
      "nvidia"
    ];
  };
  health = [
    { unit = "jellyfin.service"; }
    { url = "http://127.0.0.1:8096/health"; }
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
      services.jellyfin = {
        enable = true;
        group = "media";
        openFirewall = cfg.expose == "network";
      };
      users.users.jellyfin.extraGroups = lib.optionals card [
        "render"
        "video"
      ];
      hardware.graphics.enable = lib.mkIf card (lib.mkDefault true);
      networking.firewall = lib.mkIf (cfg.expose == "tailnet") {
        interfaces.tailscale0.allowedTCPPorts = [ 8096 ];
      };
    };
}
