{ mkFeature }:
mkFeature {
  title = "Fish";
  description = "A shell that suggests and explains while one types, without any setting up. Its scripts are not those of sh.";
  category = "shells";

  options =
    { lib, ... }:
    {
      defaultShell = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether people get it when they log in, before any other shell of the fleet.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      programs.fish.enable = true;
      users.defaultUserShell = lib.mkIf cfg.defaultShell pkgs.fish;
    };

  home = {
    programs.fish = {
      enable = true;
      interactiveShellInit = "set -g fish_greeting";
      preferAbbrs = true;
    };
  };
}
