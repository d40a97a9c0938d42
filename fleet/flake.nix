{
  description = "A NixOS fleet of six hosts, built from features";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    home-manager = {
      url = "github:nix-community/home-manager/release-25.11";
      inputs.nixpkgs.follows = "nixpkgs";
    };
    agenix = {
      url = "github:ryantm/agenix";
      inputs.nixpkgs.follows = "nixpkgs";
      inputs.home-manager.follows = "home-manager";
    };
    disko = {
      url = "github:nix-community/disko";
      inputs.nixpkgs.follows = "nixpkgs";
    };
    microvm = {
      url = "github:microvm-nix/microvm.nix";
      inputs.nixpkgs.follows = "nixpkgs";
    };
    nixos-hardware.url = "github:NixOS/nixos-hardware";
    plasma-manager = {
      url = "github:nix-community/plasma-manager";
      inputs.nixpkgs.follows = "nixpkgs";
      inputs.home-manager.follows = "home-manager";
    };
  };

  outputs =
    inputs@{ self, nixpkgs, ... }:
    let
      inherit (nixpkgs) lib;

      features = import ./lib/load-features.nix (import ./features);

      mkHost =
        module:
        lib.nixosSystem {
          specialArgs = { inherit inputs; };
          modules = import ./modules inputs ++ features.modules ++ [ module ];
        };

      # A host that nobody owns, to try modules on; see the file.
      probeHost = import ./lib/probe-host.nix { inherit mkHost; };

      forEachSystem =
        make:
        lib.genAttrs [ "x86_64-linux" "aarch64-linux" ] (system: make nixpkgs.legacyPackages.${system});
    in
    {
      # What every feature says about itself. Plain data: reading it never touches nixpkgs.
      features = features.catalogue;

      nixosConfigurations = {
        dex5550 = mkHost ./hosts/dex5550;
        hp = mkHost ./hosts/hp;
        p510 = mkHost ./hosts/p510;
        p620 = mkHost ./hosts/p620;
        razer = mkHost ./hosts/razer;
        samsung = mkHost ./hosts/samsung;
      };

      lib = { inherit probeHost; };

      # Problems per feature; a list that is empty is a test that passed.
      tests = import ./lib/run-tests.nix {
        inherit lib probeHost;
        catalogue = features.catalogue;
        tests = import ./tests;
      };

      checks = forEachSystem (pkgs: import ./lib/checks.nix { inherit lib pkgs self; });
      devShells = forEachSystem (import ./dev-shells);
      formatter = forEachSystem (pkgs: pkgs.nixfmt-tree);
    };
}
