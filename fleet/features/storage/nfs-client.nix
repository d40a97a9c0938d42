{ mkFeature }:
mkFeature {
  title = "NFS folders";
  description = "Mounts folders of other hosts when somebody looks into them, and lets go when nobody does: the host boots although the other one is off.";
  category = "storage";
  conflicts = [
    {
      feature = "security.module-lock";
      reason = "the kernel loads NFS when a folder is first mounted, long after the lock.";
    }
  ];

  options =
    { lib, ... }:
    {
      shares = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = { };
        example = {
          "/mnt/media" = "p510:/srv/media";
        };
        description = "Folders: where they appear, and which of which host's they are.";
      };
      idleMinutes = lib.mkOption {
        type = lib.types.ints.between 1 1440;
        default = 10;
        description = "Minutes without use after which a folder is let go.";
      };
      readOnly = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether this host only reads.";
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
      boot.supportedFilesystems.nfs = true;
      environment.systemPackages = [ pkgs.nfs-utils ];
      fileSystems = lib.mapAttrs (_: device: {
        inherit device;
        fsType = "nfs";
        options = [
          "nfsvers=4.2"
          "noauto"
          "nofail"
          "_netdev"
          "x-systemd.automount"
          "x-systemd.idle-timeout=${toString (cfg.idleMinutes * 60)}"
          "x-systemd.mount-timeout=15"
        ]
        ++ lib.optional cfg.readOnly "ro";
      }) cfg.shares;
    };
}
