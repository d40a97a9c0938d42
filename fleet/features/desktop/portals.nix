{ mkFeature }:
mkFeature {
  title = "Desktop portals";
  description = "Lets browsers and Flatpak programs share the screen, choose files and open links.";
  category = "desktop";
  needs = [ "desktop.audio" ];

  config =
    { pkgs, ... }:
    {
      xdg.portal = {
        enable = true;
        # A click on a link in one program opens the browser that the person chose.
        xdgOpenUsePortal = true;
        extraPortals = [ pkgs.xdg-desktop-portal-gtk ];
        config = {
          common.default = [ "gtk" ];
          hyprland = {
            default = [
              "hyprland"
              "gtk"
            ];
            "org.freedesktop.impl.portal.FileChooser" = [ "gtk" ];
            "org.freedesktop.impl.portal.Secret" = [ "gnome-keyring" ];
          };
        };
      };
    };
}
