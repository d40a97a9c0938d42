{ mkFeature }:
mkFeature {
  title = "Flake registry";
  description = "\"nixpkgs\" on the command line means the revision this host was built from: fetched already, and the same everywhere.";
  category = "nix";

  options =
    { lib, ... }:
    {
      public = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether the names of the public registry are known as well. Looking it up needs the network.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      nix = {
        registry.nixpkgs.to = {
          type = "path";
          path = toString pkgs.path;
        };
        nixPath = [ "nixpkgs=flake:nixpkgs" ];
        channel.enable = false;
        settings.flake-registry = lib.mkIf (!cfg.public) "";
      };
    };
}
