# What the features of this category set up. Run by `nix eval .#tests`.
{ has, ... }:
{
  backup-offsite = {
    "with".system.backup.paths = [ "/srv" ];
    settings.uploadKiB = 512;
    expect.services.restic.backups.offsite = {
      paths = [ "/srv" ];
      repositoryFile = "/run/agenix/restic-offsite-repository";
      passwordFile = "/run/agenix/restic-offsite-password";
      extraBackupArgs = has [ "--limit-upload 512" ];
    };
  };

  backup-server = {
    settings = {
      port = 8001;
      expose = "network";
    };
    expect = {
      services.restic.server.enable = true;
      services.restic.server.appendOnly = true;
      services.restic.server.privateRepos = true;
      services.restic.server.listenAddress = "0.0.0.0:8001";
      age.secrets.restic-server-htpasswd.owner = "restic";
      networking.firewall.allowedTCPPorts = has [ 8001 ];
    };
  };

  backup-verify = {
    "with".system.backup.repository = "/mnt/backup";
    settings = {
      schedule = "daily";
      readPercent = 20;
    };
    expect.systemd = {
      services.backup-verify.environment.RESTIC_REPOSITORY = "/mnt/backup";
      services.backup-verify.environment.RESTIC_PASSWORD_FILE = "/run/agenix/restic-password";
      services.backup-verify.serviceConfig.ExecStart = has [ "backup-verify 20 " ];
      timers.backup-verify.timerConfig.OnCalendar = "daily";
    };
  };

  database-dumps = {
    settings = {
      sqlite = [ "/var/lib/grafana/data/grafana.db" ];
      postgresql = true;
    };
    expect = {
      services.restic.backups.nightly.paths = has [ "/var/backup/databases" ];
      systemd.services.database-dumps.before = [ "restic-backups-nightly.service" ];
      systemd.services.database-dumps.wantedBy = [ "restic-backups-nightly.service" ];
      systemd.services.database-dumps.environment.POSTGRESQL = "yes";
      systemd.services.database-dumps.serviceConfig.ExecStart = has [ "/var/lib/grafana/data/grafana.db" ];
    };
  };

  disk-tools = {
    settings.rescue = true;
    expect.environment.systemPackages = has [
      "nvme-cli"
      "ddrescue"
    ];
  };

  disko-ext4 = {
    settings = {
      device = "/dev/disk/by-id/nvme-one";
      encryption = true;
      swapSize = "16G";
    };
    expect.disko = {
      enableConfig = false;
      devices.disk.main.device = "/dev/disk/by-id/nvme-one";
      devices.disk.main.content.partitions.root.content.type = "luks";
      devices.disk.main.content.partitions.root.content.content.format = "ext4";
      devices.disk.main.content.partitions.swap.size = "16G";
      devices.disk.main.content.partitions.swap.content.randomEncryption = true;
    };
  };

  disko-zfs = {
    settings = {
      device = "/dev/disk/by-id/nvme-one";
      mirror = "/dev/disk/by-id/nvme-two";
    };
    expect = {
      disko.devices.disk.mirror.device = "/dev/disk/by-id/nvme-two";
      disko.devices.zpool.rpool.mode = "mirror";
      disko.devices.zpool.rpool.datasets.home.mountpoint = "/home";
      # Brought along: a pool is of no use to a kernel that does not know it.
      boot.zfs.forceImportRoot = false;
    };
  };

  foreign-filesystems = {
    settings.formats = [ "f2fs" ];
    expect = {
      boot.supportedFilesystems = has [ "f2fs" ];
      environment.systemPackages = has [ "f2fs-tools" ];
    };
  };

  luks = {
    settings.unlock = "fido2";
    expect.boot.initrd = {
      systemd.enable = true;
      luks.devices.cryptroot.device = "/dev/disk/by-partlabel/disk-main-root";
      luks.devices.cryptroot.crypttabExtraOpts = [ "fido2-device=auto" ];
    };
  };

  mdadm = {
    settings.check = "Sun 02:00";
    expect = {
      boot.swraid.enable = true;
      boot.swraid.mdadmConf = has [ "raid-alert" ];
      systemd.timers.raid-check.timerConfig.OnCalendar = "Sun 02:00";
    };
  };

  mergerfs = {
    settings = {
      branches = [
        "/mnt/a"
        "/mnt/b"
      ];
      mountPoint = "/srv/media";
      placement = "epmfs";
    };
    expect = {
      fileSystems."/srv/media".device = "/mnt/a:/mnt/b";
      fileSystems."/srv/media".fsType = "fuse.mergerfs";
      fileSystems."/srv/media".options = has [ "category.create=epmfs" ];
      environment.systemPackages = has [ "mergerfs" ];
    };
  };

  nfs-client = {
    settings = {
      shares."/mnt/media" = "p510:/srv/media";
      readOnly = true;
    };
    expect = {
      fileSystems."/mnt/media".device = "p510:/srv/media";
      fileSystems."/mnt/media".options = has [
        "x-systemd.automount"
        "ro"
      ];
      environment.systemPackages = has [ "nfs-utils" ];
    };
  };

  nfs-server = {
    settings = {
      folders = [ "/srv/media" ];
      clients = [ "192.0.2.0/24" ];
      expose = "network";
    };
    expect = {
      services.nfs.server.enable = true;
      services.nfs.server.exports = has [ "/srv/media 192.0.2.0/24(ro," ];
      services.nfs.settings.nfsd.vers3 = false;
      networking.firewall.allowedTCPPorts = has [ 2049 ];
    };
  };

  removable-media = {
    settings.sharedFolder = true;
    expect = {
      services.udisks2.enable = true;
      services.udisks2.mountOnMedia = true;
      boot.supportedFilesystems = has [ "exfat" ];
    };
  };

  restore-drill = {
    settings = {
      files = 10;
      maxMiB = 5;
    };
    expect = {
      environment.systemPackages = has [ "restore-drill" ];
      systemd.services.restore-drill.serviceConfig.ExecStart = has [ "restore-drill 10 5 /var/lib/node-exporter/textfile" ];
      systemd.services.restore-drill.environment.RESTIC_REPOSITORY = "/srv/backup";
      systemd.timers.restore-drill.wantedBy = [ "timers.target" ];
      services.prometheus.exporters.node.enable = true;
    };
  };

  samba = {
    settings = {
      folders.media = "/srv/media";
      writable = false;
    };
    expect = {
      services.samba.enable = true;
      networking.firewall.interfaces.tailscale0.allowedTCPPorts = [ 445 ];
      services.samba.settings.global."server min protocol" = "SMB3";
      services.samba.settings.media.path = "/srv/media";
      services.samba.settings.media."read only" = "yes";
      services.samba-wsdd.enable = false;
      systemd.services.samba-account.wantedBy = [ "multi-user.target" ];
    };
  };

  smartd = {
    settings.warmest = 60;
    expect.services.smartd = {
      enable = true;
      defaults.autodetected = has [
        "-W 0,0,60"
        "-s (S/"
      ];
    };
  };

  smb-client = {
    settings.shares."/mnt/nas" = "//nas/share";
    expect = {
      fileSystems."/mnt/nas".fsType = "cifs";
      fileSystems."/mnt/nas".options = has [ "credentials=/run/agenix/smb-credentials" ];
      environment.systemPackages = has [ "cifs-utils" ];
    };
  };

  snapraid = {
    settings.scrubPercent = 12;
    expect.services.snapraid = {
      enable = true;
      scrub.plan = 12;
      parityFiles = [ "/mnt/parity1/snapraid.parity" ];
      contentFiles = has [ "/mnt/disk2/snapraid.content" ];
    };
  };

  spin-down = {
    settings.halfHours = 3;
    expect.services.udev.extraRules = has [ "-S 243 /dev/%k" ];
  };

  store-optimise = {
    settings.schedule = "daily";
    expect.nix.optimise = {
      automatic = true;
      dates = [ "daily" ];
    };
  };

  syncthing = {
    settings = {
      devices.phone = "MFZWI3D-BONSGYC-YLTMRWG-C43ENR5-QXGZDMM-FZWI3DP-BONSGYY-LTMRWAD";
      folders.documents = "/home/admin/Documents";
      expose = "network";
    };
    expect.services.syncthing = {
      enable = true;
      openDefaultPorts = true;
      overrideDevices = true;
      settings.folders.documents.devices = [ "phone" ];
      settings.folders.documents.versioning.type = "staggered";
    };
  };

  trim = {
    settings.interval = "daily";
    expect = {
      services.fstrim.enable = true;
      services.fstrim.interval = "daily";
      fileSystems."/".options = has [ "noatime" ];
    };
  };

  zfs = {
    settings = {
      pools = [ "tank" ];
      cacheGiB = 4;
    };
    expect = {
      boot.supportedFilesystems = has [ "zfs" ];
      boot.zfs.extraPools = [ "tank" ];
      boot.kernelParams = has [ "zfs.zfs_arc_max=4294967296" ];
      services.zfs.autoScrub.enable = true;
      # Of the host's name, so that it never changes.
      networking.hostId = "ba9c736f";
    };
  };

  zfs-replication = {
    settings.target = "syncoid@store:tank";
    expect = {
      services.syncoid.enable = true;
      services.syncoid.sshKey = "/run/agenix/syncoid-key";
      services.syncoid.commands."rpool/home".target = "syncoid@store:tank/probe/rpool-home";
      age.secrets.syncoid-key.owner = "syncoid";
    };
  };

  zfs-snapshots = {
    settings = {
      datasets = [ "tank/data" ];
      hourly = 48;
    };
    expect.services.sanoid = {
      enable = true;
      templates.fleet.hourly = 48;
      datasets."tank/data".recursive = true;
    };
  };
}
