{ mkFeature }:
mkFeature {
  title = "Kernel module lock";
  description = "Once the host has started, no further kernel module is loaded, whoever asks.";
  category = "security";
  conflicts = [
    {
      feature = "virtualization.docker";
      reason = "Docker loads network and file system modules when a container starts, long after the lock.";
    }
    {
      feature = "virtualization.podman";
      reason = "containers load network modules when they start, long after the lock.";
    }
    {
      feature = "virtualization.libvirt";
      reason = "virtual machines load network and device modules when they start, long after the lock.";
    }
    {
      feature = "virtualization.incus";
      reason = "containers and virtual machines load network and device modules when they start, long after the lock.";
    }
    {
      feature = "virtualization.microvms";
      reason = "virtual machines load network and device modules when they start, long after the lock.";
    }
    {
      feature = "virtualization.waydroid";
      reason = "Android's modules are loaded when its container starts, long after the lock.";
    }
    {
      feature = "storage.removable-media";
      reason = "a stick's file system is a module that is loaded when it is plugged in.";
    }
    {
      feature = "security.usbguard";
      reason = "a device that USBGuard lets in later would find no driver.";
    }
  ];

  options =
    { lib, ... }:
    {
      loadFirst = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "loop"
          "tun"
          "usb_storage"
          "vfat"
        ];
        description = "Modules that are loaded before the lock since something needs them later.";
      };
    };

  config =
    { cfg, ... }:
    {
      security.lockKernelModules = true;
      boot.kernelModules = cfg.loadFirst;
    };
}
