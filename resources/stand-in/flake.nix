{
  description = "A small stand-in for nixpkgs: evaluates and builds practice fleets without network";

  outputs =
    _:
    let
      lib = import ./lib;
      platforms = [
        "x86_64-linux"
        "aarch64-linux"
      ];
      legacyPackages = lib.genAttrs platforms (system: import ./pkgs { inherit lib system; });
    in
    {
      inherit legacyPackages;
      lib = lib // {
        nixosSystem = import ./nixos {
          inherit lib;
          packagesFor = system: legacyPackages.${system};
        };
      };
    };
}
