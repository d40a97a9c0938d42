{ mkFeature }:
mkFeature {
  title = "Syncthing";
  description = "Keeps folders the same on several computers, without a server in between.";
  category = "storage";
  health = [
    { unit = "syncthing.service"; }
    { url = "http://127.0.0.1:8384/rest/noauth/health"; }
  ];

  options =
    { lib, ... }:
    {
      user = lib.mkOption {
        type = lib.types.str;
        default = "admin";
        description = "Whose folders.";
      };
      devices = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = { };
        example = {
          phone = "MFZWI3D-BONSGYC-YLTMRWG-C43ENR5-QXGZDMM-FZWI3DP-BONSGYY-LTMRWAD";
        };
        description = "The other computers: a name and the ID that Syncthing shows there. While empty, the page decides.";
      };
      folders = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = { };
        example = {
          documents = "/home/admin/Documents";
        };
        description = "Folders by the names they have on all computers.";
      };
      keepDays = lib.mkOption {
        type = lib.types.ints.between 0 3650;
        default = 30;
        description = "Days that a file stays in the folder's .stversions after another computer changed or removed it; 0 keeps none.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "From where other computers may connect to this one: nowhere, the tailnet, or every network. Otherwise this one connects to them.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      declared = cfg.devices != { };
      home =
        if cfg.user == "root" then "/root" else "/home/${cfg.user}";
    in
    {
      services.syncthing = {
        enable = true;
        user = cfg.user;
        group = "users";
        dataDir = home;
        configDir = "${home}/.config/syncthing";
        openDefaultPorts = cfg.expose == "network";
        overrideDevices = declared;
        overrideFolders = cfg.folders != { };
        settings = {
          devices = lib.mapAttrs (_: id: { inherit id; }) cfg.devices;
          folders = lib.mapAttrs (
            _: path:
            {
              inherit path;
              devices = lib.attrNames cfg.devices;
            }
            // lib.optionalAttrs (cfg.keepDays > 0) {
              versioning = {
                type = "staggered";
                params.maxAge = toString (cfg.keepDays * 86400);
              };
            }
          ) cfg.folders;
          options = {
            # Nothing is sent to the makers without a word.
            urAccepted = -1;
            localAnnounceEnabled = cfg.expose == "network";
          };
        };
      };
      networking.firewall.interfaces = lib.mkIf (cfg.expose == "tailnet") {
        tailscale0 = {
          allowedTCPPorts = [ 22000 ];
          allowedUDPPorts = [ 22000 ];
        };
      };
    };
}
