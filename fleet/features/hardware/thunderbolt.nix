{ mkFeature }:
mkFeature {
  title = "Thunderbolt";
  description = "Docks and disks at Thunderbolt work only after somebody has allowed them.";
  category = "hardware";

  config =
    { config, lib, ... }:
    {
      services.hardware.bolt.enable = true;
      # Even an allowed device reaches no memory but its own; on AMD that is so by itself.
      boot.kernelParams = lib.optional (lib.elem "intel" config.snowfleet.host.hardware) "intel_iommu=on";
    };
}
