{ mkFeature }:
mkFeature {
  title = "Printing";
  description = "CUPS, with printers on the network found by themselves.";
  category = "desktop";
  health = [
    { unit = "cups.socket"; }
    { url = "http://127.0.0.1:631/"; }
  ];

  options =
    { lib, ... }:
    {
      drivers = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "brother"
            "canon-epson"
            "hp"
            "samsung"
          ]
        );
        default = [ ];
        example = [ "hp" ];
        description = "Drivers for older printers; those of the last ten years need none.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "network"
        ];
        default = "local";
        description = "Whether other computers may use the printers of this one.";
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
      shared = cfg.expose == "network";
      driver = {
        brother = pkgs.brlaser;
        canon-epson = pkgs.gutenprint;
        hp = pkgs.hplip;
        samsung = pkgs.splix;
      };
    in
    {
      services.printing = {
        enable = true;
        webInterface = true;
        drivers = map (name: driver.${name}) cfg.drivers;
        browsing = shared;
        defaultShared = shared;
        listenAddresses = if shared then [ "*:631" ] else [ "localhost:631" ];
        allowFrom = if shared then [ "@LOCAL" ] else [ "localhost" ];
        openFirewall = shared;
      };
      programs.system-config-printer.enable = true;
      services.avahi = {
        enable = true;
        nssmdns4 = true;
        openFirewall = lib.mkDefault true;
      };
    };
}
