{ mkFeature }:
mkFeature {
  title = "Drawing tablets";
  description = "OpenTabletDriver for tablets of Wacom, Huion and others, with its own areas and buttons.";
  category = "hardware";

  config = {
    hardware.opentabletdriver = {
      enable = true;
      daemon.enable = true;
    };
  };
}
