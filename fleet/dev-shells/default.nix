# Shells for working on code, one a language: `nix develop .#python`, or `use flake PATH#python` in an .envrc.
pkgs: { }
