{ mkFeature }:
mkFeature {
  title = "Waydroid";
  description = "Android apps in windows of a Wayland session.";
  category = "virtualization";
  health = [ { unit = "waydroid-container.service"; } ];

  options =
    { lib, ... }:
    {
      clipboard = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether Android and the desktop share what is copied.";
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
      virtualisation.waydroid.enable = true;
      environment.systemPackages = lib.optional cfg.clipboard pkgs.wl-clipboard;
      # Android asks the host for addresses and names on this bridge.
      networking.firewall.interfaces.waydroid0 = {
        allowedTCPPorts = [ 53 ];
        allowedUDPPorts = [
          53
          67
        ];
      };
    };
}
