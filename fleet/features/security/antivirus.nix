{ mkFeature }:
mkFeature {
  title = "Virus scanner";
  description = "ClamAV looks through what people download, and keeps its signatures current.";
  category = "security";
  health = [
    { unit = "clamav-daemon.service"; }
    { unit = "clamav-freshclam.timer"; }
  ];

  options =
    { lib, ... }:
    {
      folders = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "/home" ];
        description = "Folders that are looked through.";
      };
      when = lib.mkOption {
        type = lib.types.str;
        default = "weekly";
        description = "How often, as systemd writes times.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.clamav = {
        daemon.enable = true;
        updater.enable = true;
        scanner = {
          enable = true;
          interval = cfg.when;
          scanDirectories = cfg.folders;
        };
      };
    };
}
