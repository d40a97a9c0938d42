{ mkFeature }:
mkFeature {
  title = "Service rights";
  description = "Groups and the services that each may start, stop and restart without a password, as a table.";
  category = "security";
  health = [ { unit = "polkit.service"; } ];

  options =
    { lib, ... }:
    {
      units = lib.mkOption {
        type = lib.types.attrsOf (lib.types.listOf lib.types.str);
        default = {
          operators = [
            "nix-gc.service"
            "systemd-tmpfiles-clean.service"
          ];
        };
        example = {
          media = [ "plex.service" ];
        };
        description = "Group to units.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      users.groups = lib.mapAttrs (_: _: { }) cfg.units;
      security.polkit = {
        enable = true;
        extraConfig = ''
          polkit.addRule(function (action, subject) {
            if (action.id !== "org.freedesktop.systemd1.manage-units") return;
            var units = ${builtins.toJSON cfg.units};
            for (var group in units) {
              if (subject.isInGroup(group) && units[group].indexOf(action.lookup("unit")) >= 0) {
                return polkit.Result.YES;
              }
            }
          });
        '';
      };
    };
}
