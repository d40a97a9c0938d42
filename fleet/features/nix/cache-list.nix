# The binary caches of the fleet, nearest first: the one list that everything reads.
#
#   url, key   where it is, and the key it signs with
#   priority   the lower is asked first
#   ours       a host of the fleet serves it
#   standard   NixOS has it in its settings by itself
#   hardware   only of use to hosts with it
#
# p620's key is a sample: README.md in secrets/ says how to make your own (`nix key generate-secret`), and what
# `nix key convert-secret-to-public` prints of it goes here.
[
  {
    name = "p620";
    url = "http://p620:5000";
    key = "p620-1:4RIzELPoEYtE1gPJ6U1rQJPVXN0IlQZGt/4k+56VBjo=";
    priority = 10;
    ours = "p620";
  }
  {
    name = "nixos";
    url = "https://cache.nixos.org";
    key = "cache.nixos.org-1:6NCHdD59X431o0gWypbMrAURkbJ16ZPMQFGspcDShjY=";
    priority = 40;
    standard = true;
  }
  {
    name = "nix-community";
    url = "https://nix-community.cachix.org";
    key = "nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=";
    priority = 41;
  }
  {
    name = "cuda";
    url = "https://cache.nixos-cuda.org";
    key = "cache.nixos-cuda.org:74DUi4Ye579gUqzH4ziL9IyiJBlDpMRn9MBN8oNan9M=";
    priority = 42;
    hardware = "nvidia";
  }
]
