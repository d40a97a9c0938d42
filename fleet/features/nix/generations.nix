{ mkFeature }:
mkFeature {
  title = "Generations by /boot";
  description = "Keeps as many generations to boot as the boot partition has room for, reckoned beforehand.";
  category = "nix";

  options =
    { lib, ... }:
    {
      bootSizeMiB = lib.mkOption {
        type = lib.types.ints.between 100 65536;
        default = 512;
        description = "Size of the boot partition.";
      };
      initrdSizeMiB = lib.mkOption {
        type = lib.types.nullOr (lib.types.ints.between 5 512);
        default = null;
        description = "Size of one initrd, as `ls -l /boot/EFI/nixos` shows it; null estimates it by what goes in.";
      };
      kernelSizeMiB = lib.mkOption {
        type = lib.types.ints.between 5 100;
        default = 14;
        description = "Size of one kernel.";
      };
      reserveMiB = lib.mkOption {
        type = lib.types.ints.between 0 1024;
        default = 48;
        description = "What else lies there: the boot loader, firmware updates, another system.";
      };
      most = lib.mkOption {
        type = lib.types.ints.between 1 100;
        default = 20;
        description = "More than this nobody scrolls through.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      features = config.features;
      amountIf = condition: amount: if condition then amount else 0;
      estimate =
        22
        + amountIf features.system.boot-splash.enable 12
        + amountIf features.security.tpm-disk-unlock.enable 16
        # Firmware of the cards, for a picture before the root is mounted.
        + amountIf (lib.elem "amd" config.snowfleet.host.hardware) 12
        + amountIf (lib.elem "nvidia" config.snowfleet.host.hardware) 30;
      initrd = if cfg.initrdSizeMiB == null then estimate else cfg.initrdSizeMiB;
      # The new generation is written before the oldest goes: room for one is left over.
      room = (cfg.bootSizeMiB - cfg.reserveMiB) / (cfg.kernelSizeMiB + initrd) - 1;
    in
    {
      assertions = [
        {
          assertion = room >= 1;
          message = "features.nix.generations: /boot (${toString cfg.bootSizeMiB} MiB) has no room for two generations of about ${toString (cfg.kernelSizeMiB + initrd)} MiB each.";
        }
      ];
      # Before the default of the fleet, after what a host says itself.
      boot.loader.systemd-boot.configurationLimit = lib.mkOverride 900 (lib.max 1 (lib.min cfg.most room));
    };
}
