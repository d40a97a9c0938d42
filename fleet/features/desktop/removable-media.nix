{ mkFeature }:
mkFeature {
  title = "Removable media";
  description = "Sticks, cards and disks are mounted when they are plugged in, and taken out from the tray.";
  category = "desktop";
  brings = [ "storage.foreign-filesystems" ];
  health = [ { unit = "udisks2.service"; } ];

  options =
    { lib, ... }:
    {
      ask = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether it waits for a click in the tray.";
      };
    };

  config = {
    services.udisks2.enable = true;
  };

  home =
    { cfg, pkgs, ... }:
    {
      services.udiskie = {
        enable = true;
        automount = !cfg.ask;
        notify = true;
        tray = "auto";
        settings.program_options.file_manager = "${pkgs.xdg-utils}/bin/xdg-open";
      };
    };
}
