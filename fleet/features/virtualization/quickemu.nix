{ mkFeature }:
mkFeature {
  title = "Quickemu";
  description = "Fetches an operating system and starts it in a window with two commands: quickget, quickemu.";
  category = "virtualization";
  hardware = {
    requires = [
      "amd"
      "intel"
    ];
  };

  options =
    { lib, ... }:
    {
      windowsGuests = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether Windows machines get what they need beyond QEMU: a TPM in software and access to shared folders.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      environment.systemPackages = [
        pkgs.quickemu
        pkgs.spice-gtk
      ]
      ++ lib.optionals cfg.windowsGuests [
        pkgs.swtpm
        pkgs.virtiofsd
      ];
    };
}
