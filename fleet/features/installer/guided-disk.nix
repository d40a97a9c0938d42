{ mkFeature }:
mkFeature {
  title = "Guided disk layout";
  description = "A command that lays out a disk as the fleet's hosts expect it. It offers only disks that are not in use, and asks before it erases one.";
  category = "installer";
  needs = [ "installer.base" ];

  options =
    { lib, ... }:
    {
      bootMiB = lib.mkOption {
        type = lib.types.ints.between 256 8192;
        default = 1024;
        description = "Size of the boot partition. Each generation takes some 50 MiB of it.";
      };
      swapGiB = lib.mkOption {
        type = lib.types.ints.between 0 256;
        default = 0;
        description = "Size of a swap partition; 0 makes none.";
      };
      encrypt = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether the root file system is encrypted. A passphrase is asked for.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      environment.systemPackages = [
        (pkgs.writeShellApplication {
          name = "guided-disk";
          runtimeInputs = [
            pkgs.coreutils
            pkgs.cryptsetup
            pkgs.dosfstools
            pkgs.e2fsprogs
            pkgs.gnugrep
            pkgs.gptfdisk
            pkgs.parted
            pkgs.systemd
            pkgs.util-linux
          ];
          runtimeEnv = {
            BOOT_MIB = toString cfg.bootMiB;
            SWAP_GIB = toString cfg.swapGiB;
            ENCRYPT = if cfg.encrypt then "yes" else "no";
          };
          text = builtins.readFile ./guided-disk.sh;
        })
      ];
    };
}
