{ mkFeature }:
mkFeature {
  title = "No rare kernel modules";
  description = "Protocols, file systems and ports that hardly anybody uses, and that had more holes than users, cannot be loaded.";
  category = "security";

  options =
    { lib, ... }:
    {
      groups = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "protocols"
            "file-systems"
            "firewire"
            "floppy"
            "usb-storage"
            "camera"
          ]
        );
        default = [
          "protocols"
          "file-systems"
          "firewire"
          "floppy"
        ];
        description = "What is refused. Add \"usb-storage\" on a server where nobody plugs in a stick.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      modules = {
        protocols = [
          "af_802154"
          "appletalk"
          "ax25"
          "can"
          "dccp"
          "ipx"
          "n-hdlc"
          "netrom"
          "rds"
          "rose"
          "sctp"
          "tipc"
          "x25"
        ];
        file-systems = [
          "adfs"
          "affs"
          "bfs"
          "cramfs"
          "efs"
          "freevxfs"
          "hpfs"
          "jfs"
          "minix"
          "omfs"
          "qnx4"
          "qnx6"
          "sysv"
          "ufs"
        ];
        firewire = [
          "firewire-core"
          "firewire-ohci"
          "firewire-sbp2"
        ];
        floppy = [ "floppy" ];
        usb-storage = [
          "uas"
          "usb-storage"
        ];
        camera = [ "uvcvideo" ];
      };
      refused = lib.concatMap (group: modules.${group}) cfg.groups;
    in
    {
      boot.blacklistedKernelModules = refused;
      # A blacklisted module can still be asked for by name; this answers that as well.
      boot.extraModprobeConfig = lib.concatMapStrings (
        module: "install ${module} /run/current-system/sw/bin/false\n"
      ) refused;
    };
}
