{ mkFeature }:
mkFeature {
  title = "KDE Connect";
  description = "The phone's notifications, files and clipboard on the desktop. Opens ports 1714 to 1764.";
  category = "desktop";

  config = {
    programs.kdeconnect.enable = true;
  };

  home =
    { config, lib, ... }:
    {
      # Plasma starts it by itself.
      services.kdeconnect = lib.mkIf (!config.features.desktop.plasma.enable) {
        enable = true;
        indicator = true;
      };
    };
}
