[
  ./fail2ban.nix
  ./hardening.nix
]
