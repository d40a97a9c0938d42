{ mkFeature }:
mkFeature {
  title = "Memory errors";
  description = "Counts the errors that ECC memory, processor and PCI report, before they are too many.";
  category = "hardware";
  health = [ { unit = "rasdaemon.service"; } ];

  config = {
    hardware.rasdaemon = {
      enable = true;
      record = true;
    };
  };
}
