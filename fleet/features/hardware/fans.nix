{ mkFeature }:
mkFeature {
  title = "Fans";
  description = "CoolerControl draws curves for the fans of board, cooler and graphics card.";
  category = "hardware";
  needs = [ "hardware.sensors" ];
  health = [
    { unit = "coolercontrold.service"; }
    { port = 11987; }
  ];

  config =
    { config, lib, ... }:
    {
      programs.coolercontrol = {
        enable = true;
        nvidiaSupport = lib.elem "nvidia" config.snowfleet.host.hardware;
      };
    };
}
