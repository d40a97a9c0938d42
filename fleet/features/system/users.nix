{ mkFeature }:
mkFeature {
  title = "People";
  description = "Who has an account on the host, as a table; what is not in it goes away. The administrator's password comes from a secret.";
  category = "system";
  secrets = [ "admin-password" ];

  options =
    { lib, ... }:
    {
      people = lib.mkOption {
        type = lib.types.attrsOf (
          lib.types.submodule {
            options = {
              name = lib.mkOption {
                type = lib.types.str;
                default = "";
                description = "Full name.";
              };
              groups = lib.mkOption {
                type = lib.types.listOf lib.types.str;
                default = [ ];
                description = "Groups beside their own.";
              };
              keys = lib.mkOption {
                type = lib.types.listOf lib.types.str;
                default = [ ];
                description = "SSH keys they log in with.";
              };
            };
          }
        );
        default = { };
        example = {
          kim = {
            name = "Kim";
            groups = [ "media" ];
          };
        };
        description = "People beside the administrator.";
      };
      private = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether a home folder is closed to the others.";
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
      homeMode = if cfg.private then "0700" else "0755";
    in
    {
      users = {
        # Only what is written here holds: `passwd` changes nothing for good.
        mutableUsers = false;
        users =
          lib.mapAttrs (_: person: {
            isNormalUser = true;
            description = person.name;
            extraGroups = person.groups;
            openssh.authorizedKeys.keys = person.keys;
            inherit homeMode;
          }) cfg.people
          // {
            admin = {
              # A hash, as `mkpasswd` prints it.
              hashedPasswordFile = config.age.secrets.admin-password.path;
              inherit homeMode;
            };
          };
      };
    };
}
