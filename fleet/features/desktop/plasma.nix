{ mkFeature }:
mkFeature {
  title = "Plasma";
  description = "KDE Plasma: a full desktop, and the session to fall back to beside Hyprland.";
  category = "desktop";
  brings = [
    "desktop.audio"
    "desktop.fonts"
    "desktop.login"
    "system.power-profiles"
  ];
  health = [ { unit = "display-manager.service"; } ];

  config = {
    services.desktopManager.plasma6.enable = true;
  };
}
