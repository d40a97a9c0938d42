# Options of Home Manager 25.11 that the list of 25.05 does not have.
{ lib, pkgs, ... }:
let
  inherit (import ../declare.nix lib) flag maybe of text texts package;
  inherit (import ../types.nix lib) atom value;
  inherit (lib) types;
  gitSettings = types.attrsOf (types.attrsOf types.anything);
in
{
  _file = ./newer.nix;
  key = toString ./newer.nix;
  options = {
    programs = {
      delta = {
        enable = flag false "Whether delta shows differences.";
        package = package pkgs "delta";
        options = of (types.attrsOf types.anything) { } "Options.";
        enableGitIntegration = flag false "Whether git uses it.";
        enableJujutsuIntegration = flag false "Whether Jujutsu uses it.";
        finalPackage = maybe types.package "What is installed.";
      };
      difftastic = {
        enable = flag false "Whether difftastic shows differences.";
        package = maybe types.package "Package.";
        options = of (types.attrsOf types.anything) { } "Options.";
        git = {
          enable = flag false "Whether git uses it.";
          diffToolMode = flag false "Whether it is a tool of git.";
        };
      };
      git.settings = of gitSettings { } "Settings of git.";
      ssh.enableDefaultConfig = flag true "Whether hosts have Home Manager's defaults.";
      zsh.siteFunctions = of (types.attrsOf types.lines) { } "Functions.";
    };
    services.hyprsunset.settings = of value { } "Settings.";
  };
}
