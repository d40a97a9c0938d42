{ mkFeature }:
mkFeature {
  title = "Accessibility";
  description = "A screen reader with a voice, and a keyboard on the screen.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      screenReader = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether Orca reads the screen aloud to those who start it.";
      };
      onScreenKeyboard = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether a keyboard can be shown on the screen.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      services.gnome.at-spi2-core.enable = true;
      services.orca.enable = cfg.screenReader;
      services.speechd.enable = lib.mkIf cfg.screenReader true;
      environment.systemPackages = lib.optional cfg.onScreenKeyboard pkgs.wvkbd;
    };
}
