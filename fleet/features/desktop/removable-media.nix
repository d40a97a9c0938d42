{ mkFeature }:
mkFeature {
  title = "Removable media";
  description = "Sticks, cards and disks mount when they are plugged in, and can be taken out from the tray.";
  category = "desktop";
  health = [ { unit = "udisks2.service"; } ];

  options =
    { lib, ... }:
    {
      automount = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether they mount by themselves; otherwise a click in the tray does it.";
      };
    };

  config =
    { pkgs, ... }:
    {
      services.udisks2.enable = true;
      boot.supportedFilesystems = {
        exfat = true;
        ntfs = true;
      };
      environment.systemPackages = [ pkgs.exfatprogs ];
    };

  home =
    { cfg, ... }:
    {
      services.udiskie = {
        enable = true;
        automount = cfg.automount;
        notify = true;
        tray = "auto";
      };
    };
}
