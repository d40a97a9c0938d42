# disko
{ config, lib, ... }:
let
  inherit (import ../declare.nix lib) of;
  inherit (lib) types;
in
{
  _file = ./disko.nix;
  key = toString ./disko.nix;
  options.disko.devices = of (types.attrsOf types.anything) { } "Disks and what is on them.";
}
