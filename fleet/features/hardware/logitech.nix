{ mkFeature }:
mkFeature {
  title = "Logitech receivers";
  description = "Solaar pairs mice and keyboards with their receiver and shows their batteries.";
  category = "hardware";

  config = {
    hardware.logitech.wireless = {
      enable = true;
      enableGraphical = true;
    };
  };
}
