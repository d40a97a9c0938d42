# Disks are found by label. On a real machine, replace this file by what
# nixos-generate-config writes there.
{
  boot.initrd.availableKernelModules = [
    "ahci"
    "ehci_pci"
    "mpt3sas"
    "xhci_pci"
  ];

  fileSystems."/" = {
    device = "/dev/disk/by-label/nixos";
    fsType = "ext4";
  };
  fileSystems."/boot" = {
    device = "/dev/disk/by-label/boot";
    fsType = "vfat";
    options = [ "umask=0077" ];
  };

  # The library has disks of its own.
  fileSystems."/srv/media" = {
    device = "/dev/disk/by-label/media";
    fsType = "xfs";
    options = [ "nofail" ];
  };
}
