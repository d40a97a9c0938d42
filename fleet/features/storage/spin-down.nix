{ mkFeature }:
mkFeature {
  title = "Resting disks";
  description = "Lets turning disks stop when nobody has read from them for a while. SSDs are left alone.";
  category = "storage";

  options =
    { lib, ... }:
    {
      halfHours = lib.mkOption {
        type = lib.types.ints.between 1 11;
        default = 2;
        description = "After how many half hours a disk stops. Stopping and starting wears it out; an hour is a fair middle.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      # hdparm counts half hours from 241 on; below that it counts seconds.
      services.udev.extraRules = ''
        ACTION=="add|change", SUBSYSTEM=="block", KERNEL=="sd*[!0-9]", ATTR{queue/rotational}=="1", RUN+="${pkgs.hdparm}/bin/hdparm -q -S ${
          toString (240 + cfg.halfHours)
        } /dev/%k"
      '';
      # Disks forget it in sleep.
      powerManagement.resumeCommands = ''
        ${pkgs.systemd}/bin/udevadm trigger --action=change --subsystem-match=block
      '';
    };
}
