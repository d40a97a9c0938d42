{ config, lib, ... }:
let
  inherit (import ../declare.nix lib) flag of;
  inherit (lib) types;
in
{
  _file = ./microvm-host.nix;
  key = toString ./microvm-host.nix;
  options.microvm = {
    host.enable = flag true "Whether the host runs MicroVMs.";
    vms = of (types.attrsOf types.anything) { } "MicroVMs.";
  };
}
