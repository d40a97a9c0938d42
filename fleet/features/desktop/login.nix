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
    };

  config =
    { cfg, ... }:
    {
      services.displayManager = {
        defaultSession = cfg.defaultSession;
        sddm = {
          enable = true;
          wayland.enable = true;
        };
      };
    };
}
