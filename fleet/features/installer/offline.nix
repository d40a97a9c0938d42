{ mkFeature }:
mkFeature {
  title = "Installing without network";
  description = "The image carries what the hosts are made of, and Nix does not ask anybody else.";
  category = "installer";
  needs = [ "installer.fleet-copy" ];

  options =
    { lib, ... }:
    {
      systems = lib.mkOption {
        type = lib.types.listOf lib.types.package;
        default = [ ];
        example = lib.literalExpression "[ inputs.self.nixosConfigurations.p620.config.system.build.toplevel ]";
        description = "Systems that can be installed. Each makes the image larger by what it has of its own, some 2 to 15 GiB.";
      };
      askCaches = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether caches are asked all the same, where there is a network.";
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
      # Beside the systems: what the last steps of an installation build on the spot.
      system.extraDependencies = cfg.systems ++ [
        pkgs.jq
        pkgs.stdenvNoCC
        pkgs.systemd
      ];
      nix.settings = {
        substitute = cfg.askCaches;
        flake-registry = "";
      };
    };
}
