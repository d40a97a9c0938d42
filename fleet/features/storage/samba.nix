{ mkFeature }:
mkFeature {
  title = "Samba";
  description = "Shares folders with Windows, macOS and televisions, encrypted and never with the insecure first version of the protocol.";
  category = "storage";
  secrets = [ "samba-password" ];
  health = [
    { unit = "samba-smbd.service"; }
    { port = 445; }
  ];

  options =
    { lib, ... }:
    {
      folders = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = {
          share = "/srv/share";
        };
        example = {
          media = "/srv/media";
        };
        description = "Folders by the names they are shared under.";
      };
      user = lib.mkOption {
        type = lib.types.str;
        default = "admin";
        description = "Account that may log in, with the password of the secret samba-password.";
      };
      writable = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether others may write.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who reaches it: this host, the tailnet, or every network, where it is also announced.";
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
    let
      onNetwork = cfg.expose == "network";
      reach = import ../monitoring/reach.nix {
        inherit (cfg) expose;
        port = 445;
      };
      account = pkgs.writeShellApplication {
        name = "samba-account";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.samba
        ];
        text = ''
          # Samba keeps passwords of its own; this one follows the secret.
          password=$(< ${config.age.secrets.samba-password.path})
          printf '%s\n%s\n' "$password" "$password" | smbpasswd -a -s ${lib.escapeShellArg cfg.user}
        '';
      };
    in
    {
      services.samba = {
        enable = true;
        # Names of the old kind; samba-wsdd announces the host instead.
        nmbd.enable = false;
        settings = {
          global = {
            security = "user";
            "server string" = config.networking.hostName;
            "server min protocol" = "SMB3";
            "smb encrypt" = "desired";
            "map to guest" = "never";
          };
        }
        // lib.mapAttrs (_: path: {
          inherit path;
          browseable = "yes";
          "guest ok" = "no";
          "read only" = if cfg.writable then "no" else "yes";
          "valid users" = cfg.user;
        }) cfg.folders;
      };
      services.samba-wsdd = {
        enable = onNetwork;
        openFirewall = onNetwork;
      };
      systemd.services.samba-account = {
        description = "Samba password of ${cfg.user}";
        wantedBy = [ "multi-user.target" ];
        after = [ "samba-smbd.service" ];
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
          ExecStart = "${account}/bin/samba-account";
        };
        restartTriggers = [ config.age.secrets.samba-password.file ];
      };
      networking.firewall = reach.firewall;
    };
}
