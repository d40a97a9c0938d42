{ mkFeature }:
mkFeature {
  title = "Virtual machines";
  description = "libvirt and QEMU, with virt-manager to look at them.";
  category = "virtualization";
  health = [ { unit = "libvirtd.service"; } ];

  config = {
    virtualisation.libvirtd = {
      enable = true;
      onBoot = "ignore";
    };
    programs.virt-manager.enable = true;
  };
}
