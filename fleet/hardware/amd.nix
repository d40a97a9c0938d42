# AMD processor and Radeon graphics.
{ config, lib, ... }:
{
  assertions = [
    {
      assertion = lib.elem "amd" config.snowfleet.host.hardware;
      message = "hardware/amd.nix is imported: list \"amd\" in snowfleet.host.hardware.";
    }
  ];

  boot.kernelModules = [ "kvm-amd" ];
  hardware.cpu.amd.updateMicrocode = true;
  hardware.graphics.enable = true;
  services.xserver.videoDrivers = [ "amdgpu" ];
}
