{ mkFeature }:
mkFeature {
  title = "AppArmor";
  description = "Confines programs to the files that their profiles name.";
  category = "security";
  health = [ { unit = "apparmor.service"; } ];

  options =
    { lib, ... }:
    {
      killUnconfined = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether a program that should be confined, but was started before its profile, is ended.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      security.apparmor = {
        enable = true;
        enableCache = true;
        killUnconfinedConfinables = cfg.killUnconfined;
        packages = [ pkgs.apparmor-profiles ];
      };
      services.dbus.apparmor = "enabled";
      environment.systemPackages = [ pkgs.apparmor-utils ];
    };
}
