{ mkFeature }:
mkFeature {
  title = "Virtual machines";
  description = "libvirt and QEMU, with virt-manager to look at them.";
  category = "virtualization";
  health = [ { unit = "libvirtd.service"; } ];

  options =
    { lib, ... }:
    {
      viewer = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether virt-manager is installed; a host without a screen is managed from another one's.";
      };
      users = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "admin" ];
        description = "Who manages machines without sudo.";
      };
      tpm = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether machines can have a TPM in software, as Windows 11 demands.";
      };
      onBoot = lib.mkOption {
        type = lib.types.enum [
          "ignore"
          "start"
        ];
        default = "ignore";
        description = "What becomes of machines at boot that ran at shutdown. Those marked for autostart start in any case.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      virtualisation.libvirtd = {
        enable = true;
        onBoot = cfg.onBoot;
        onShutdown = "shutdown";
        qemu = {
          package = pkgs.qemu_kvm;
          runAsRoot = false;
          swtpm.enable = cfg.tpm;
        };
      };
      virtualisation.spiceUSBRedirection.enable = cfg.viewer;
      programs.virt-manager.enable = cfg.viewer;
      users.groups.libvirtd.members = cfg.users;
    };
}
