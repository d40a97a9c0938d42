{ mkFeature }:
mkFeature {
  title = "ZFS";
  description = "File systems that know what they wrote: checksums on everything, read through every month, and snapshots that cost nothing.";
  category = "storage";
  conflicts = [
    {
      feature = "hardware.hibernation";
      reason = "a pool that is imported before a hibernated system comes back can be lost; NixOS switches hibernation off with ZFS.";
    }
    {
      feature = "system.kernel";
      reason = "ZFS does not build for the newest kernels; without a choice NixOS takes one that it builds for.";
    }
  ];
  health = [
    { unit = "zfs-zed.service"; }
    { unit = "zfs-scrub.timer"; }
  ];

  options =
    { lib, ... }:
    {
      pools = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "tank" ];
        description = "Pools to import at boot beyond those that file systems name.";
      };
      scrub = lib.mkOption {
        type = lib.types.str;
        default = "monthly";
        description = "How often all pools are read through, in the words of systemd.time.";
      };
      cacheGiB = lib.mkOption {
        type = lib.types.nullOr (lib.types.ints.between 1 1024);
        default = null;
        example = 8;
        description = "GiB of memory that ZFS may use as its cache; null leaves it half of the memory.";
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
      boot = {
        supportedFilesystems.zfs = true;
        kernelParams = lib.mkIf (cfg.cacheGiB != null) [
          "zfs.zfs_arc_max=${toString (cfg.cacheGiB * 1024 * 1024 * 1024)}"
        ];
        zfs = {
          extraPools = cfg.pools;
          # A pool that another host has open is not torn from it.
          forceImportRoot = false;
        };
      };
      # ZFS knows by it whose pool it is. Eight digits that are always the same for the same name.
      networking.hostId = lib.mkDefault (
        builtins.substring 0 8 (builtins.hashString "sha256" config.networking.hostName)
      );
      services.zfs = {
        autoScrub = {
          enable = true;
          interval = cfg.scrub;
        };
        trim.enable = true;
      };
    };
}
