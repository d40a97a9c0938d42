{ mkFeature }:
mkFeature {
  title = "SnapRAID";
  description = "Parity for disks of films and music: computed each night, it brings back a dead disk, and finds files that decayed.";
  category = "storage";
  health = [
    { unit = "snapraid-sync.timer"; }
    { unit = "snapraid-scrub.timer"; }
  ];

  options =
    { lib, ... }:
    {
      dataDisks = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = {
          d1 = "/mnt/disk1/";
          d2 = "/mnt/disk2/";
        };
        description = "The disks with data: a short name that never changes, and where each is mounted.";
      };
      parityDisks = lib.mkOption {
        type = lib.types.nonEmptyListOf lib.types.str;
        default = [ "/mnt/parity1" ];
        description = "The disks for parity, each as large as the largest with data. As many may die at once.";
      };
      sync = lib.mkOption {
        type = lib.types.str;
        default = "01:00";
        description = "When parity is brought up to date, in the words of systemd.time.";
      };
      scrubPercent = lib.mkOption {
        type = lib.types.ints.between 1 100;
        default = 8;
        description = "Percent of the data that is read and compared each week.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      services.snapraid = {
        enable = true;
        inherit (cfg) dataDisks;
        parityFiles = map (disk: "${disk}/snapraid.parity") cfg.parityDisks;
        # The list of files is worth having more than once.
        contentFiles = [
          "/var/snapraid.content"
        ]
        ++ map (disk: "${lib.removeSuffix "/" disk}/snapraid.content") (lib.attrValues cfg.dataDisks);
        exclude = [
          "*.part"
          "*.unrecoverable"
          "/lost+found/"
          "/tmp/"
        ];
        sync.interval = cfg.sync;
        scrub = {
          interval = "Mon 02:00";
          plan = cfg.scrubPercent;
        };
      };
    };
}
