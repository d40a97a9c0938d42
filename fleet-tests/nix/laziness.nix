# Evaluates every host of the fleet whole: as it is, or with every feature off.
{
  fleet,
  standIn,
  off,
}:
let
  inherit (import ./outputs.nix { inherit fleet standIn; }) lib outputs;

  allOff = {
    features = builtins.foldl' (
      set: id: lib.recursiveUpdate set (lib.setAttrByPath (lib.splitString "." id ++ [ "enable" ]) (lib.mkForce false))
    ) { } (builtins.attrNames outputs.features);
  };

  system = host: builtins.unsafeDiscardStringContext host.config.system.build.toplevel.drvPath;
in
builtins.mapAttrs (
  _: host: system (if off then host.extendModules { modules = [ allOff ]; } else host)
) outputs.nixosConfigurations
