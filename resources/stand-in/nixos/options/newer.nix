# Options of NixOS 25.11 that the list of December 2024 does not have, or has with another type.
{ lib, ... }:
let
  inherit (import ../declare.nix lib) flag maybe of settings text texts;
  inherit (lib) types;
in
{
  options = { };
}
