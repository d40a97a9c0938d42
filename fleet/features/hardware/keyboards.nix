{ mkFeature }:
mkFeature {
  title = "Programmable keyboards";
  description = "Lets people load their own layout into keyboards with QMK, Via or ZSA's firmware.";
  category = "hardware";

  options =
    { lib, ... }:
    {
      makers = lib.mkOption {
        type = lib.types.nonEmptyListOf (
          lib.types.enum [
            "qmk"
            "uhk"
            "zsa"
          ]
        );
        default = [ "qmk" ];
        description = "Kinds of keyboards there are.";
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
      has = kind: lib.elem kind cfg.makers;
    in
    {
      hardware.keyboard = {
        qmk.enable = has "qmk";
        uhk.enable = has "uhk";
        zsa.enable = has "zsa";
      };
      environment.systemPackages =
        lib.optionals (has "qmk") [
          pkgs.qmk
          pkgs.via
        ]
        ++ lib.optional (has "uhk") pkgs.uhk-agent
        ++ lib.optional (has "zsa") pkgs.keymapp;
    };
}
