# `programs.snowfleet.enable`: the app, and what it needs of the system to write drives: polkit, which finds the action of the
# helper in the package.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.programs.snowfleet;
in
{
  options.programs.snowfleet = {
    enable = lib.mkEnableOption "Snowfleet, the control room for a fleet of NixOS hosts";
    package = lib.mkOption {
      type = lib.types.package;
      default = pkgs.callPackage ./package.nix { };
      defaultText = lib.literalExpression "pkgs.callPackage ./package.nix { }";
      description = "The package of Snowfleet.";
    };
  };

  config = lib.mkIf cfg.enable {
    environment.systemPackages = [ cfg.package ];
    security.polkit.enable = lib.mkDefault true;
    # Drives are unmounted and let go through it without root.
    services.udisks2.enable = lib.mkDefault true;
  };
}
