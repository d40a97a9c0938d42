# The outputs of a fleet with the stand-in in the place of its inputs: what `nix eval --override-input …` would give,
# without copying anything to the store.
{
  fleet,
  standIn,
  # A copy of nixpkgs' own lib, to evaluate with it in place of the stand-in's.
  nixpkgsLib ? null,
}:
let
  flake = import (fleet + "/flake.nix");
  standInFlake = import (standIn + "/flake.nix");
  # Inputs that evaluate configurations of their own do it with the same lib.
  standInOutputs = standInFlake.outputs {
    self = standInOutputs // {
      outPath = toString standIn;
      lib = if nixpkgsLib == null then standInOutputs.lib else theirs;
    };
  };

  inputOf =
    name:
    let
      own = standIn + "/inputs/${name}/flake.nix";
    in
    if builtins.pathExists own then (import own).outputs { } else standInOutputs;

  theirs =
    let
      lib = import nixpkgsLib;
      # The stand-in's own argument is the only thing nixpkgs' evalModules does not know.
      relaxed = lib // {
        evalModules = given: lib.evalModules (removeAttrs given [ "unknownOptionHint" ]);
      };
    in
    relaxed
    // {
      nixosSystem = import (standIn + "/nixos") {
        lib = relaxed;
        packagesFor =
          system:
          import (standIn + "/pkgs") {
            inherit system;
            lib = relaxed;
          };
      };
    };

  inputs = builtins.mapAttrs (
    name: _:
    if name == "nixpkgs" && nixpkgsLib != null then standInOutputs // { lib = theirs; } else inputOf name
  ) flake.inputs;

  outputs = flake.outputs (inputs // { self = outputs; });
in
{
  inherit inputs;
  # Beside its own outputs, what the scripts ask for.
  outputs = outputs // {
    hostNames = builtins.attrNames outputs.nixosConfigurations;
    checkNames = builtins.attrNames outputs.checks.x86_64-linux;
    # The words of each check; empty when all is well.
    checkTexts = builtins.mapAttrs (_: check: check.text or "") outputs.checks.x86_64-linux;
    catalogueProblems = import (fleet + "/lib/catalogue-problems.nix") {
      catalogue = outputs.features;
      secrets = fleet + "/secrets";
    };
  };
  inherit (inputs.nixpkgs) lib;
  packages = inputs.nixpkgs.legacyPackages.x86_64-linux;
}
