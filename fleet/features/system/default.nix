[
  ./backup.nix
  ./nix.nix
  ./power-profiles.nix
  ./tlp.nix
]
