{ mkFeature }:
mkFeature {
  title = "nh";
  description = "Builds and switches with a view of what builds and of what will change.";
  category = "nix";

  options =
    { lib, ... }:
    {
      flake = lib.mkOption {
        type = lib.types.str;
        default = "/etc/nixos";
        description = "Folder of the fleet on this host.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      programs.nh = {
        enable = true;
        flake = cfg.flake;
      };
      environment.systemPackages = [
        pkgs.nix-output-monitor
        pkgs.nix-tree
      ];
    };
}
