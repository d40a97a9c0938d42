[
  ./direnv.nix
  ./git.nix
  ./neovim.nix
  ./toolchains.nix
]
