{ mkFeature }:
mkFeature {
  title = "Games";
  description = "Steam with Proton, GameMode, a frame counter and wireless controllers.";
  category = "desktop";
  hardware = {
    prefers = [
      "amd"
      "nvidia"
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
        description = "Whether games can be streamed from here to a television or a Steam Deck.";
      };
      couch = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether the login offers a session that is nothing but Steam.";
      };
      controllers = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether Xbox controllers work by Bluetooth.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      programs.steam = {
        enable = true;
        extraCompatPackages = [ pkgs.proton-ge-bin ];
        protontricks.enable = true;
        gamescopeSession.enable = cfg.couch;
        remotePlay.openFirewall = cfg.expose == "network";
        localNetworkGameTransfers.openFirewall = cfg.expose == "network";
      };
      programs.gamescope.enable = true;
      programs.gamemode = {
        enable = true;
        settings.general.renice = 10;
      };
      hardware.xpadneo.enable = cfg.controllers;
      environment.systemPackages = [ pkgs.mangohud ];
    };
}
