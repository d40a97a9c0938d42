# Expected configuration of every feature, a file for each category. A file that is not there yet shows as features
# without a test.
let
  folders = builtins.readDir ../features;
  categories = builtins.filter (
    name: folders.${name} == "directory" && builtins.pathExists (./. + "/${name}.nix")
  ) (builtins.attrNames folders);
in
builtins.listToAttrs (
  map (name: {
    inherit name;
    value = import (./. + "/${name}.nix");
  }) categories
)
