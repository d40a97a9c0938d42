[
  ./nftables.nix
  ./ssh.nix
  ./tailscale.nix
]
