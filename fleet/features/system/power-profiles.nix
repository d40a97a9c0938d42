{ mkFeature }:
mkFeature {
  title = "Power profiles";
  description = "Switch between saving and speed from the desktop.";
  category = "system";
  health = [ { unit = "power-profiles-daemon.service"; } ];

  config = {
    services.power-profiles-daemon.enable = true;
    # It reads the battery from there.
    services.upower.enable = true;
  };
}
