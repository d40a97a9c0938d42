[
  ./arr.nix
  ./jellyfin.nix
  ./library.nix
  ./plex.nix
]
