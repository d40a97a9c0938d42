{ mkFeature }:
mkFeature {
  title = "Hardening";
  description = "AppArmor, a quieter kernel, and sudo for administrators only.";
  category = "security";
  brings = [ "security.apparmor" ];

  config =
    { lib, ... }:
    {
      security = {
        # Also rules out hibernation: the image would be a way to replace the kernel.
        protectKernelImage = true;
        # Sudo by rule lets other groups in.
        sudo.execWheelOnly = lib.mkDefault true;
      };
      boot.kernel.sysctl = {
        "kernel.dmesg_restrict" = 1;
        "kernel.kptr_restrict" = 2;
        "net.ipv4.conf.all.rp_filter" = 2;
      };
    };
}
