{ mkFeature }:
mkFeature {
  title = "Powertop";
  description = "Lets idle devices sleep, at every start, as powertop recommends. Mice may take a moment to wake.";
  category = "hardware";
  conflicts = [
    {
      feature = "system.tlp";
      reason = "TLP decides on the sleep of devices too, with exceptions that powertop would undo.";
    }
  ];
  health = [ { unit = "powertop.service"; } ];

  config =
    { lib, ... }:
    {
      # The profile for laptops would switch it on.
      services.tlp.enable = lib.mkOverride 900 false;
      powerManagement.powertop.enable = true;
    };
}
