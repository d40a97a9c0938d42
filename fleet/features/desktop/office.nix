{ mkFeature }:
mkFeature {
  title = "Office";
  description = "LibreOffice with spelling dictionaries; opens what Word and Excel wrote.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      languages = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "de"
            "en-gb"
            "en-us"
            "es"
            "fr"
          ]
        );
        default = [ "en-gb" ];
        description = "Languages whose spelling is checked.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    let
      dictionary = {
        de = pkgs.hunspellDicts.de_DE;
        en-gb = pkgs.hunspellDicts.en_GB-ise;
        en-us = pkgs.hunspellDicts.en_US;
        es = pkgs.hunspellDicts.es_ES;
        fr = pkgs.hunspellDicts.fr-any;
      };
    in
    {
      environment.systemPackages = [
        pkgs.hunspell
        pkgs.libreoffice-qt-fresh
      ]
      ++ map (language: dictionary.${language}) cfg.languages;
    };
}
