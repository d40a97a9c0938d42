{ mkFeature }:
mkFeature {
  title = "Card for a virtual machine";
  description = "Keeps chosen PCI devices, such as a second graphics card, free of the host's drivers, so that a virtual machine can have them.";
  category = "virtualization";
  needs = [ "virtualization.libvirt" ];
  hardware = {
    requires = [
      "amd"
      "intel"
    ];
  };

  options =
    { lib, ... }:
    {
      devices = lib.mkOption {
        type = lib.types.listOf (lib.types.strMatching "[0-9a-f]{4}:[0-9a-f]{4}");
        default = [ ];
        example = [
          "10de:2484"
          "10de:228b"
        ];
        description = "Devices to keep free, as lspci -nn shows them in brackets. Name all of a card, its sound too.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    {
      boot = {
        # AMD's IOMMU is on by itself.
        kernelParams = [
          "iommu=pt"
        ]
        ++ lib.optional (lib.elem "intel" config.snowfleet.host.hardware) "intel_iommu=on";
        # Before the graphics drivers, or they have the card first.
        initrd.kernelModules = lib.mkBefore [
          "vfio_pci"
          "vfio"
          "vfio_iommu_type1"
        ];
        extraModprobeConfig = lib.mkIf (cfg.devices != [ ]) ''
          options vfio-pci ids=${lib.concatStringsSep "," cfg.devices}
          softdep nvidia pre: vfio-pci
          softdep nouveau pre: vfio-pci
          softdep amdgpu pre: vfio-pci
        '';
      };
    };
}
