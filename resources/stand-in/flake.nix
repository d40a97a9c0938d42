{
  description = "A small stand-in for nixpkgs and other inputs: evaluates and builds practice fleets without network";

  outputs =
    { self }:
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

      # Every input of a fleet is this flake, so it has what all of them have.
      nixosModules = import ./nixos/inputs { inherit (self.lib) nixosSystem; };
      homeModules.plasma-manager = ./nixos/inputs/plasma-manager.nix;
      homeManagerModules.plasma-manager = ./nixos/inputs/plasma-manager.nix;
    };
}
