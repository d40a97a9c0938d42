{ mkFeature }:
mkFeature {
  title = "Atuin server";
  description = "Keeps the shell history of all hosts together. It stores what Atuin encrypted and cannot read it.";
  category = "shells";
  health = [
    { unit = "atuin.service"; }
    { url = "http://127.0.0.1:8888/"; }
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
        description = "Who may connect: this host only, or the network as well.";
      };
      registration = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether new accounts may be made; switch it on for as long as that takes.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.atuin = {
        enable = true;
        host = if cfg.expose == "network" then "0.0.0.0" else "127.0.0.1";
        openFirewall = cfg.expose == "network";
        openRegistration = cfg.registration;
      };
    };
}
