{ mkFeature }:
mkFeature {
  title = "Input method";
  description = "Fcitx 5, to write languages that have more characters than a keyboard has keys.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      languages = lib.mkOption {
        type = lib.types.nonEmptyListOf (
          lib.types.enum [
            "chinese"
            "japanese"
            "korean"
            "vietnamese"
          ]
        );
        default = [ "japanese" ];
        description = "Languages to write; Ctrl+Space goes through them.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    let
      addon = {
        chinese = pkgs.qt6Packages.fcitx5-chinese-addons;
        japanese = pkgs.fcitx5-mozc;
        korean = pkgs.fcitx5-hangul;
        vietnamese = pkgs.fcitx5-bamboo;
      };
    in
    {
      i18n.inputMethod = {
        enable = true;
        type = "fcitx5";
        fcitx5 = {
          waylandFrontend = true;
          addons = [ pkgs.fcitx5-gtk ] ++ map (language: addon.${language}) cfg.languages;
        };
      };
    };
}
