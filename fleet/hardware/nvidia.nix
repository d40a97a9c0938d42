# NVIDIA graphics with NVIDIA's own driver.
{ config, lib, ... }:
{
  assertions = [
    {
      assertion = lib.elem "nvidia" config.snowfleet.host.hardware;
      message = "hardware/nvidia.nix is imported: list \"nvidia\" in snowfleet.host.hardware.";
    }
  ];

  hardware.graphics.enable = true;
  hardware.nvidia = {
    modesetting.enable = true;
    # The open kernel modules serve Turing and later; an older card needs false.
    open = lib.mkDefault true;
  };
  services.xserver.videoDrivers = [ "nvidia" ];
}
