{ mkFeature }:
mkFeature {
  title = "Mice with many buttons";
  description = "Piper sets resolution, buttons and lights of gaming mice, and stores them in the mouse.";
  category = "hardware";

  config =
    { pkgs, ... }:
    {
      services.ratbagd.enable = true;
      environment.systemPackages = [ pkgs.piper ];
    };
}
