{
  description = "A NixOS fleet of six hosts, built from features";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";

  outputs =
    { nixpkgs, ... }:
    let
      features = import ./lib/load-features.nix (import ./features);

      mkHost =
        directory:
        nixpkgs.lib.nixosSystem {
          modules = [
            ./modules/snowfleet-host.nix
            ./modules/base.nix
            directory
          ]
          ++ features.modules;
        };
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
    };
}
