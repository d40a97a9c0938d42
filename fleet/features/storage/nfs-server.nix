{ mkFeature }:
mkFeature {
  title = "NFS server";
  description = "Shares folders with other hosts by NFS version 4, which needs one port and no helpers.";
  category = "storage";
  health = [
    { unit = "nfs-server.service"; }
    { port = 2049; }
  ];

  options =
    { lib, ... }:
    {
      folders = lib.mkOption {
        type = lib.types.nonEmptyListOf lib.types.str;
        default = [ "/srv/share" ];
        example = [ "/srv/media" ];
        description = "Folders to share.";
      };
      clients = lib.mkOption {
        type = lib.types.nonEmptyListOf lib.types.str;
        default = [ "100.64.0.0/10" ];
        example = [ "192.0.2.0/24" ];
        description = "Who may mount them; the default is the addresses of a tailnet.";
      };
      writable = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether others may write.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who reaches the port: this host, the tailnet, or every network.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      access = if cfg.writable then "rw" else "ro";
      line =
        folder:
        lib.concatStringsSep " " (
          [ folder ] ++ map (client: "${client}(${access},sync,no_subtree_check,root_squash)") cfg.clients
        );
      reach = import ../monitoring/reach.nix {
        inherit (cfg) expose;
        port = 2049;
      };
    in
    {
      services.nfs = {
        server = {
          enable = true;
          exports = lib.concatMapStrings (folder: "${line folder}\n") cfg.folders;
          createMountPoints = true;
        };
        settings.nfsd = {
          vers3 = false;
          vers4 = true;
        };
      };
      networking.firewall = reach.firewall;
    };
}
