{ lib, ... }:
let
  inherit (import ../declare.nix lib) of;
  inherit (lib) types;
in
{
  _file = ./plasma-manager.nix;
  key = toString ./plasma-manager.nix;
  options.programs.plasma = of (types.attrsOf types.anything) { } "Plasma's settings.";
}
