{ mkFeature }:
mkFeature {
  title = "Remote desktop";
  description = "Sunshine shows this host's screen and sound elsewhere, in Moonlight, fast enough for work and games.";
  category = "desktop";
  needs = [ "desktop.audio" ];
  hardware = {
    prefers = [
      "nvidia"
      "amd"
      "intel"
    ];
  };

  options =
    { lib, ... }:
    {
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "network"
        ];
        default = "local";
        description = "Whether its ports are open to the network; over Tailscale it is reachable without.";
      };
      name = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        description = "Name under which Moonlight lists it; null takes the host's.";
      };
    };

  config =
    { cfg, config, ... }:
    {
      services.sunshine = {
        enable = true;
        autoStart = true;
        # Reads the screen from the kernel, whatever the session.
        capSysAdmin = true;
        openFirewall = cfg.expose == "network";
        settings.sunshine_name = if cfg.name != null then cfg.name else config.networking.hostName;
      };
    };
}
