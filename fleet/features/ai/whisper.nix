{ mkFeature }:
mkFeature {
  title = "Whisper";
  description = "Turns speech into text on this host: for Home Assistant and others by the Wyoming protocol, and for files by `whisper-cli`.";
  category = "ai";
  health = [
    { unit = "wyoming-faster-whisper-main.service"; }
    { port = 10300; }
  ];

  options =
    { lib, ... }:
    {
      model = lib.mkOption {
        type = lib.types.enum [
          "tiny-int8"
          "base-int8"
          "small-int8"
          "medium-int8"
          "large-v3"
        ];
        default = "small-int8";
        description = "Model of the service, fetched at its first start: larger ones hear better and take longer.";
      };
      language = lib.mkOption {
        type = lib.types.enum [
          "auto"
          "da"
          "de"
          "en"
          "es"
          "fr"
          "it"
          "nl"
          "no"
          "pl"
          "pt"
          "sv"
        ];
        default = "auto";
        description = "Language that is spoken.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "network"
        ];
        default = "local";
        description = "Who may connect: this host only, or the network as well.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    let
      open = cfg.expose == "network";
    in
    {
      services.wyoming.faster-whisper.servers.main = {
        enable = true;
        inherit (cfg) language model;
        uri = "tcp://${if open then "0.0.0.0" else "127.0.0.1"}:10300";
      };
      networking.firewall.allowedTCPPorts = lib.optional open 10300;
      environment.systemPackages = [
        pkgs.ffmpeg
        pkgs.whisper-cpp
      ];
    };
}
