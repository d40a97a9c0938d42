{ mkFeature }:
mkFeature {
  title = "Flake names";
  description = "\"fleet\" on the command line means this fleet, \"nixpkgs\" what the host was built from; channels are gone.";
  category = "nix";

  options =
    { lib, ... }:
    {
      fleet = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = {
          type = "path";
          path = "/etc/nixos";
        };
        example = {
          type = "github";
          owner = "you";
          repo = "fleet";
        };
        description = "Where the fleet is, in the parts of a flake reference.";
      };
      public = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether the names of the public registry are known as well. Looking it up needs the network.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      nix = {
        registry.fleet.to = cfg.fleet;
        # They would bring a second nixpkgs, of another day.
        channel.enable = false;
        settings.flake-registry = lib.mkIf (!cfg.public) "";
      };
    };
}
