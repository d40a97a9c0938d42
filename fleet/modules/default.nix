# What every host is made of, besides its features and its own folder.
inputs: [
  inputs.agenix.nixosModules.age
  inputs.disko.nixosModules.disko
  inputs.home-manager.nixosModules.home-manager
  inputs.microvm.nixosModules.host

  ./base.nix
  ./home.nix
  ./secrets.nix
  ./snowfleet-host.nix
  { home-manager.sharedModules = [ inputs.plasma-manager.homeModules.plasma-manager ]; }
]
