# checks.<system>.*: derivations that build where all is well, and else print in words what is not.
{
  lib,
  pkgs,
  self,
}:
let
  inherit (builtins)
    attrNames
    concatLists
    concatMap
    filter
    ;

  check =
    name: problems:
    if problems == [ ] then
      pkgs.runCommand "fleet-${name}" { } "echo fine > $out"
    else
      pkgs.runCommand "fleet-${name}" { text = lib.concatStringsSep "\n" problems; } ''
        printf '%s\n' "$text" >&2
        exit 1
      '';

  tests = concatLists (
    lib.mapAttrsToList (
      category: features:
      concatLists (
        lib.mapAttrsToList (name: map (problem: "${category}.${name}: ${problem}")) features
      )
    ) self.tests
  );

  hosts = self.nixosConfigurations;

  failed =
    name:
    map (assertion: "${name}: ${assertion.message}") (
      filter (assertion: !assertion.assertion) hosts.${name}.config.assertions
    );

  names = concatMap (
    name:
    lib.optional (
      hosts.${name}.config.networking.hostName != name
    ) "${name} calls itself ${hosts.${name}.config.networking.hostName}"
  ) (attrNames hosts);
in
{
  tests = check "tests" tests;
  hosts = check "hosts" (names ++ concatMap failed (attrNames hosts));
  catalogue = check "catalogue" (
    import ./catalogue-problems.nix {
      catalogue = self.features;
      secrets = ../secrets;
    }
  );
}
