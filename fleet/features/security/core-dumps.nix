{ mkFeature }:
mkFeature {
  title = "No core dumps";
  description = "A program that crashes leaves no copy of its memory, and of the passwords in it, on the disk.";
  category = "security";

  config = {
    systemd.coredump.enable = false;
    security.pam.loginLimits = [
      {
        domain = "*";
        type = "hard";
        item = "core";
        value = "0";
      }
    ];
    systemd.settings.Manager.DefaultLimitCORE = 0;
    boot.kernel.sysctl = {
      "fs.suid_dumpable" = 0;
      # Without a handler the kernel writes a file where the program stood; to here it writes none.
      "kernel.core_pattern" = "|/run/current-system/sw/bin/false";
    };
  };
}
