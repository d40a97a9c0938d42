{ mkFeature }:
mkFeature {
  title = "Graphical login";
  description = "SDDM on Wayland; people choose the session there.";
  category = "desktop";
  health = [ { unit = "display-manager.service"; } ];

  options =
    { lib, ... }:
    {
      defaultSession = lib.mkOption {
        type = lib.types.nullOr (
          lib.types.enum [
            "hyprland"
            "plasma"
          ]
        );
        default = null;
        description = "Session chosen beforehand; null leaves it to SDDM.";
      };
      autoLogin = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "admin";
        description = "Who is logged in at the start without a password; null asks. For encrypted disks, which ask already.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      services.displayManager = {
        defaultSession = lib.mkIf (cfg.defaultSession != null) cfg.defaultSession;
        autoLogin = lib.mkIf (cfg.autoLogin != null) {
          enable = true;
          user = cfg.autoLogin;
        };
        sddm = {
          enable = true;
          wayland.enable = true;
          autoNumlock = true;
          settings.Users.RememberLastSession = true;
        };
      };
    };
}
