{ mkFeature }:
mkFeature {
  title = "Crash dump";
  description = "When the kernel crashes a second one starts, so that what happened can be looked at. The kernel is built on the spot for it.";
  category = "system";

  options =
    { lib, ... }:
    {
      reserve = lib.mkOption {
        type = lib.types.strMatching "[0-9]+M";
        default = "256M";
        description = "Memory kept for the second kernel.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      boot.crashDump = {
        enable = true;
        reservedMemory = cfg.reserve;
      };
      # An oops left alone may end in lost data.
      boot.kernel.sysctl."kernel.panic_on_oops" = 1;
      environment.systemPackages = [ pkgs.makedumpfile ];
    };
}
