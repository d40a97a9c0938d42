# The NixOS modules of the other inputs. They share one set, as one flake stands in for all; `default` is
# what agenix and disko both call their module, so it is both.
{ nixosSystem }:
import ./hardware.nix
// {
  age = ./age.nix;
  disko = ./disko.nix;
  default.imports = [
    ./age.nix
    ./disko.nix
  ];
  home-manager = ./home-manager.nix;
  host = import ./microvm-host.nix { inherit nixosSystem; };
  microvm = ./microvm-guest.nix;
}
