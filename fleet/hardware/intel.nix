# Intel processor, and its graphics where it has some.
{
  config,
  lib,
  pkgs,
  ...
}:
{
  assertions = [
    {
      assertion = lib.elem "intel" config.snowfleet.host.hardware;
      message = "hardware/intel.nix is imported: list \"intel\" in snowfleet.host.hardware.";
    }
  ];

  boot.kernelModules = [ "kvm-intel" ];
  hardware.cpu.intel.updateMicrocode = true;
  hardware.graphics = {
    enable = true;
    # Video in hardware, for players and media servers.
    extraPackages = [ pkgs.intel-media-driver ];
  };
}
