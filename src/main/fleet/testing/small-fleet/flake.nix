{
  description = "Six small hosts, for tests";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";

  outputs =
    inputs@{ nixpkgs, ... }:
    let
      inherit (nixpkgs) lib;

      features = import ./lib/load-features.nix (import ./features);

      mkHost =
        module:
        lib.nixosSystem {
          specialArgs = { inherit inputs; };
          modules = [ ./modules/host.nix ] ++ features ++ [ module ];
        };
    in
    {
      nixosConfigurations = {
        dex5550 = mkHost ./hosts/dex5550;
        hp = mkHost ./hosts/hp;
        p510 = mkHost ./hosts/p510;
        p620 = mkHost ./hosts/p620;
        razer = mkHost ./hosts/razer;
        samsung = mkHost ./hosts/samsung;
      };
    };
}
