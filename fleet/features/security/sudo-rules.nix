{ mkFeature }:
mkFeature {
  title = "Sudo by rule";
  description = "Groups and the commands that each may run as root, as a table; administrators give their password.";
  category = "security";

  options =
    { lib, ... }:
    {
      wheelNeedsPassword = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether administrators give their password. Without one they have to log in with a key and need false.";
      };
      rules = lib.mkOption {
        type = lib.types.attrsOf (lib.types.listOf lib.types.str);
        default = {
          operators = [
            "/run/current-system/sw/bin/systemctl reboot"
            "/run/current-system/sw/bin/systemctl poweroff"
          ];
        };
        example = {
          media = [ "/run/current-system/sw/bin/systemctl restart plex.service" ];
        };
        description = "Group to commands its members run as root without a password. Write the arguments out: a star matches more than it seems to.";
      };
      remember = lib.mkOption {
        type = lib.types.ints.between 0 60;
        default = 5;
        description = "Minutes for which a password counts.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      users.groups = lib.mapAttrs (_: _: { }) cfg.rules;
      security.sudo = {
        wheelNeedsPassword = cfg.wheelNeedsPassword;
        # Others than administrators run sudo here.
        execWheelOnly = lib.mkIf (cfg.rules != { }) false;
        extraRules = lib.mapAttrsToList (group: commands: {
          groups = [ group ];
          commands = map (command: {
            inherit command;
            # A pager or an editor must not become a shell.
            options = [
              "NOPASSWD"
              "NOEXEC"
            ];
          }) commands;
        }) cfg.rules;
        extraConfig = ''
          Defaults timestamp_timeout=${toString cfg.remember}
          Defaults use_pty
        '';
      };
    };
}
