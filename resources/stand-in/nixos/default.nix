# nixosSystem: the fleet's modules over the stand-in's options, with a small but real system as its result.
{ lib, packagesFor }:
let
  byHand = [
    ./options/environment.nix
    ./options/boot.nix
    ./options/hardware.nix
    ./options/networking.nix
    ./options/nix.nix
    ./options/security.nix
    ./options/users.nix
    ./options/systemd.nix
    ./options/programs.nix
    ./options/desktop.nix
    ./options/services.nix
    ./options/monitoring.nix
    ./options/virtualisation.nix
    ./system.nix
    ./options/newer.nix
    ./generic.nix
    (
      { config, ... }:
      {
        _file = ./default.nix;
        options = {
          assertions = lib.mkOption {
            type = lib.types.listOf lib.types.unspecified;
            internal = true;
            default = [ ];
            description = "What must hold for the configuration to be built.";
          };
          warnings = lib.mkOption {
            type = lib.types.listOf lib.types.str;
            internal = true;
            default = [ ];
            description = "What people should be told when it is built.";
          };
          nixpkgs = {
            hostPlatform = lib.mkOption {
              type = lib.types.either lib.types.str lib.types.attrs;
              apply = platform: if builtins.isString platform then { system = platform; } else platform;
              description = "Platform the host runs on.";
            };
            config = lib.mkOption {
              type = lib.types.attrs;
              default = { };
              description = "Settings of the package set.";
            };
            overlays = lib.mkOption {
              type = lib.types.listOf lib.types.raw;
              default = [ ];
              description = "Changes to the package set. The stand-in does not apply them.";
            };
          };
        };
        config = {
          _module.args.pkgs = packagesFor config.nixpkgs.hostPlatform.system;
        };
      }
    )
  ];

  # The same options for every host, so they are looked through once.
  declaredByHand =
    (lib.evalModules {
      specialArgs.modulesPath = toString ./.;
      # What they set may be an option of the list.
      modules = byHand ++ [ { _module.check = false; } ];
    }).options;
  others =
    (import ./from-data.nix {
      inherit lib;
      file = ./options.json;
      moved = import ./moved.nix;
      toyNames = import ../pkgs/versions.nix;
    }).minus
      declaredByHand;
  fromData =
    { pkgs, ... }:
    {
      _file = ./options.json;
      options = others pkgs;
    };
in
{
  modules,
  system ? null,
  specialArgs ? { },
  ...
}:
lib.evalModules {
  class = "nixos";
  specialArgs = {
    modulesPath = toString ./.;
  }
  // specialArgs;
  unknownOptionHint = "\nThis was evaluated with Snowfleet's practice stand-in, which knows the options of NixOS of December 2024 and some newer ones.";
  modules =
    byHand
    ++ [
      fromData
      { nixpkgs = lib.optionalAttrs (system != null) { hostPlatform = lib.mkDefault system; }; }
    ]
    ++ modules;
}
