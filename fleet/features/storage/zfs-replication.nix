{ mkFeature }:
mkFeature {
  title = "ZFS replication";
  description = "Sends snapshots to a pool on another host, encrypted ones as they are, with syncoid.";
  category = "storage";
  needs = [ "storage.zfs-snapshots" ];
  secrets = [ "syncoid-key" ];
  health = [ { unit = "syncoid-rpool-home.timer"; } ];

  options =
    { lib, ... }:
    {
      datasets = lib.mkOption {
        type = lib.types.nonEmptyListOf lib.types.str;
        default = [ "rpool/home" ];
        description = "What to send.";
      };
      target = lib.mkOption {
        type = lib.types.str;
        default = "syncoid@dex5550:backup";
        description = "Account, host and dataset to send it to; each host has a folder of its own there.";
      };
      schedule = lib.mkOption {
        type = lib.types.str;
        default = "hourly";
        description = "How often, in the words of systemd.time.";
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
      age.secrets.syncoid-key.owner = "syncoid";
      services.syncoid = {
        enable = true;
        interval = cfg.schedule;
        sshKey = config.age.secrets.syncoid-key.path;
        # sanoid makes the snapshots; making more of them here would leave some that nobody removes.
        commonArgs = [ "--no-sync-snap" ];
        commands = lib.genAttrs cfg.datasets (dataset: {
          target = "${cfg.target}/${config.networking.hostName}/${lib.replaceStrings [ "/" ] [ "-" ] dataset}";
          recursive = true;
          # Raw: what is encrypted here stays so there.
          sendOptions = "w";
        });
      };
    };
}
