{ mkFeature }:
mkFeature {
  title = "NVIDIA in containers";
  description = "Lets containers use the NVIDIA card.";
  category = "virtualization";
  needs = [ "virtualization.podman" ];
  hardware = {
    requires = [ "nvidia" ];
  };
  health = [ { unit = "nvidia-container-toolkit-cdi-generator.service"; } ];

  config = {
    hardware.nvidia-container-toolkit.enable = true;
  };
}
