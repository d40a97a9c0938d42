{ mkFeature }:
mkFeature {
  title = "Removable media";
  description = "Sticks, cards and foreign disks: people mount them without sudo.";
  category = "storage";
  brings = [ "storage.foreign-filesystems" ];
  health = [ { unit = "udisks2.service"; } ];

  options =
    { lib, ... }:
    {
      sharedFolder = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether media appear in /media for everybody, and not in a folder of the person who mounts them.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.udisks2 = {
        enable = true;
        mountOnMedia = cfg.sharedFolder;
      };
    };
}
