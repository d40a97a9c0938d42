{ mkFeature }:
mkFeature {
  title = "Interrupt balance";
  description = "Spreads the work of network cards and disks over the processor's cores.";
  category = "performance";
  health = [ { unit = "irqbalance.service"; } ];

  config = {
    services.irqbalance.enable = true;
  };
}
