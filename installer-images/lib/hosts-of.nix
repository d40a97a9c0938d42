# What the wizard can install: for each host its own disk layout, where disko has one, and its system, where it is to be
# on board.
{
  lib,
  fleet,
  # Names of hosts; null is all of them.
  names,
  # Whether the systems are on board.
  offline,
}:
let
  hosts = fleet.nixosConfigurations;
  chosen = if names == null then builtins.attrNames hosts else names;

  hostOf =
    name:
    let
      inherit (hosts.${name}) config;
      disks = lib.mapAttrsToList (_: disk: disk.device) (config.disko.devices.disk or { });
    in
    {
      inherit name disks;
      layout = if disks != [ ] then config.system.build.diskoScript or null else null;
      system = if offline then config.system.build.toplevel else null;
    };
in
map hostOf (
  map (name: if hosts ? ${name} then name else throw "The fleet has no host ${name}.") chosen
)
