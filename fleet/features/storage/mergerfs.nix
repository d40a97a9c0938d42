{ mkFeature }:
mkFeature {
  title = "Disks as one";
  description = "Shows several disks as one folder with mergerfs. Each file lies whole on one disk, so that a dead disk takes its own files only.";
  category = "storage";

  options =
    { lib, ... }:
    {
      branches = lib.mkOption {
        type = lib.types.nonEmptyListOf lib.types.str;
        default = [ "/mnt/disk*" ];
        description = "Folders of the disks; a name may have * in it.";
      };
      mountPoint = lib.mkOption {
        type = lib.types.str;
        default = "/srv/pool";
        example = "/srv/media";
        description = "The folder that shows them as one.";
      };
      placement = lib.mkOption {
        type = lib.types.enum [
          "epmfs"
          "ff"
          "mfs"
          "rand"
        ];
        default = "mfs";
        description = "Where a new file goes: \"mfs\" to the disk with the most space, \"epmfs\" stays with its folder, \"ff\" fills one after the other.";
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
      # The helper that mount calls.
      environment.systemPackages = [ pkgs.mergerfs ];
      fileSystems.${cfg.mountPoint} = {
        device = lib.concatStringsSep ":" cfg.branches;
        fsType = "fuse.mergerfs";
        options = [
          "category.create=${cfg.placement}"
          "cache.files=partial"
          "dropcacheonclose=true"
          "fsname=mergerfs"
          "minfreespace=20G"
          "moveonenospc=true"
          "nofail"
        ];
      };
    };
}
