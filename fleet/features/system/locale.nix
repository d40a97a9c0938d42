{ mkFeature }:
mkFeature {
  title = "Language and time zone";
  description = "The language of messages, how dates and numbers are written, the time zone and the keyboard.";
  category = "system";

  options =
    { lib, ... }:
    {
      language = lib.mkOption {
        type = lib.types.str;
        default = "en_GB.UTF-8";
        description = "Language of messages.";
      };
      formats = lib.mkOption {
        type = lib.types.str;
        default = "en_GB.UTF-8";
        example = "de_DE.UTF-8";
        description = "Whose way of writing dates, numbers and money, and whose paper.";
      };
      timeZone = lib.mkOption {
        type = lib.types.str;
        default = "Europe/London";
        description = "Time zone, by the name of a city.";
      };
      keyboard = lib.mkOption {
        type = lib.types.str;
        default = "gb";
        description = "Keyboard layout, as X names it; the console takes the same.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      time.timeZone = cfg.timeZone;
      i18n = {
        defaultLocale = cfg.language;
        extraLocaleSettings = lib.genAttrs [
          "LC_ADDRESS"
          "LC_MEASUREMENT"
          "LC_MONETARY"
          "LC_NUMERIC"
          "LC_PAPER"
          "LC_TELEPHONE"
          "LC_TIME"
        ] (_: cfg.formats);
      };
      services.xserver.xkb.layout = lib.mkDefault cfg.keyboard;
      console.useXkbConfig = lib.mkDefault true;
    };
}
