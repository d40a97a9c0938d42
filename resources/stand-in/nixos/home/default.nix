# The modules of Home Manager that the stand-in writes by hand, and the options of the list.
lib:
let
  byHand = [
    ./newer.nix
    ./options.nix
  ];
  declaredByHand =
    (lib.evalModules {
      specialArgs.osConfig = { };
      modules = byHand ++ [ { _module.check = false; } ];
    }).options;
  others =
    (import ../from-data.nix {
      inherit lib;
      file = ../home-options.json;
      moved = import ./moved.nix;
      toyNames = import ../../pkgs/versions.nix;
    }).minus
      declaredByHand;
in
byHand
++ [
  (
    { pkgs, ... }:
    {
      _file = ../home-options.json;
      key = toString ../home-options.json;
      options = others pkgs;
    }
  )
]
