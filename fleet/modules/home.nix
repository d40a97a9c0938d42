# Home Manager for the people of a host. What a feature sets up at home reaches all of them.
{ config, ... }:
{
  home-manager = {
    useGlobalPkgs = true;
    useUserPackages = true;
    backupFileExtension = "before-home-manager";
    users.admin.home.stateVersion = config.system.stateVersion;
  };
}
