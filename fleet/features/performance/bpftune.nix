{ mkFeature }:
mkFeature {
  title = "Network tuning by itself";
  description = "Watches what the network does and sizes its buffers by that.";
  category = "performance";
  health = [ { unit = "bpftune.service"; } ];

  config = {
    services.bpftune.enable = true;
  };
}
