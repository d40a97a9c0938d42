{ mkFeature }:
mkFeature {
  title = "Thunderbolt";
  description = "Docks and disks at Thunderbolt work only after somebody has allowed them.";
  category = "hardware";

  config = {
    services.hardware.bolt.enable = true;
    # Even an allowed device reaches no memory but its own.
    boot.kernelParams = [ "iommu.passthrough=0" ];
  };
}
