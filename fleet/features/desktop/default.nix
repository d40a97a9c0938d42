[
  ./audio.nix
  ./fonts.nix
  ./hyprland.nix
  ./login.nix
  ./plasma.nix
]
