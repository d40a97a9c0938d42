{ mkFeature }:
mkFeature {
  title = "File permissions";
  description = "A table of paths, their owners and modes, set again whenever the host starts.";
  category = "security";
  health = [ { unit = "systemd-tmpfiles-resetup.service"; } ];

  options =
    { lib, ... }:
    {
      paths = lib.mkOption {
        type = lib.types.attrsOf (
          lib.types.submodule {
            options = {
              mode = lib.mkOption {
                type = lib.types.strMatching "[0-7]{4}";
                example = "0750";
                description = "Its mode.";
              };
              user = lib.mkOption {
                type = lib.types.str;
                default = "root";
                description = "Who owns it.";
              };
              group = lib.mkOption {
                type = lib.types.str;
                default = "root";
                description = "Its group.";
              };
              everything = lib.mkOption {
                type = lib.types.bool;
                default = false;
                description = "Whether what lies in the folder is set too.";
              };
            };
          }
        );
        default = { };
        example = {
          "/srv/media" = {
            mode = "2775";
            group = "media";
          };
        };
        description = "Further paths. What does not exist is left alone.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      standard = {
        "/root".mode = "0700";
        "/root/.ssh".mode = "0700";
        # Private host keys and what else was put there by hand.
        "/etc/ssh/ssh_host_ed25519_key".mode = "0600";
        # State of system services may hold credentials.
        "/var/lib/private".mode = "0700";
        "/var/lib/secrets".mode = "0700";
      };
      rule =
        {
          mode,
          user ? "root",
          group ? "root",
          everything ? false,
        }:
        {
          ${if everything then "Z" else "z"} = { inherit mode user group; };
        };
    in
    {
      systemd.tmpfiles.settings."50-fleet-permissions" = lib.mapAttrs (_: rule) (standard // cfg.paths);
    };
}
