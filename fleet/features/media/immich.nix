{ mkFeature }:
mkFeature {
  title = "Immich";
  description = "The household's photos, sent by its phones and found again by who and what is on them.";
  category = "media";
  brings = [ "media.library" ];
  hardware = {
    prefers = [
      "intel"
      "nvidia"
    ];
  };
  health = [
    { unit = "immich-server.service"; }
    { url = "http://127.0.0.1:2283/api/server/ping"; }
  ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 2283;
        description = "Port of the page.";
      };
      recognition = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether faces and things are recognised, which takes memory and time.";
      };
      acceleration = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether videos are converted by the graphics card.";
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
      lib,
      ...
    }:
    let
      photos = "${config.features.media.library.path}/photos/immich";
      reach = import ../monitoring/reach.nix { inherit (cfg) expose port; };
    in
    {
      # It keeps photos as it sees fit; not for other services to change.
      systemd.tmpfiles.rules = [ "d ${photos} 0700 immich immich -" ];
      services.immich = {
        enable = true;
        host = reach.address;
        port = cfg.port;
        mediaLocation = photos;
        machine-learning.enable = cfg.recognition;
        # null is all of them.
        accelerationDevices = if cfg.acceleration then null else [ ];
      };
      users.users.immich.extraGroups = [
        "media"
      ]
      ++ lib.optionals cfg.acceleration [
        "render"
        "video"
      ];
      networking.firewall = reach.firewall;
    };
}
