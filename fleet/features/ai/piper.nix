{ mkFeature }:
mkFeature {
  title = "Piper";
  description = "Reads text aloud with a natural voice, computed on this host: for Home Assistant and others by the Wyoming protocol.";
  category = "ai";
  health = [
    { unit = "wyoming-piper-main.service"; }
    { port = 10200; }
  ];

  options =
    { lib, ... }:
    {
      voice = lib.mkOption {
        type = lib.types.str;
        default = "en_GB-alan-medium";
        example = "de_DE-thorsten-medium";
        description = "Voice, by its name in Piper's list; fetched at the first start.";
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
    { cfg, lib, ... }:
    let
      open = cfg.expose == "network";
    in
    {
      services.wyoming.piper.servers.main = {
        enable = true;
        voice = cfg.voice;
        uri = "tcp://${if open then "0.0.0.0" else "127.0.0.1"}:10200";
      };
      networking.firewall.allowedTCPPorts = lib.optional open 10200;
    };
}
