{ mkFeature }:
mkFeature {
  title = "Windows shares";
  description = "Mounts folders that Windows, Samba or a NAS shares, when somebody looks into them.";
  category = "storage";
  conflicts = [
    {
      feature = "security.module-lock";
      reason = "the kernel loads SMB when a folder is first mounted, long after the lock.";
    }
  ];
  secrets = [ "smb-credentials" ];

  options =
    { lib, ... }:
    {
      shares = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = { };
        example = {
          "/mnt/nas" = "//nas/share";
        };
        description = "Folders: where they appear, and what they are called there.";
      };
      owner = lib.mkOption {
        type = lib.types.str;
        default = "admin";
        description = "To whom the files belong here.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      pkgs,
      ...
    }:
    {
      boot.supportedFilesystems.cifs = true;
      environment.systemPackages = [ pkgs.cifs-utils ];
      age.secrets.smb-credentials.mode = "0400";
      fileSystems = lib.mapAttrs (_: device: {
        inherit device;
        fsType = "cifs";
        options = [
          "credentials=${config.age.secrets.smb-credentials.path}"
          "uid=${cfg.owner}"
          "vers=3.1.1"
          "seal"
          "noauto"
          "nofail"
          "_netdev"
          "x-systemd.automount"
          "x-systemd.idle-timeout=600"
          "x-systemd.mount-timeout=15"
        ];
      }) cfg.shares;
    };
}
