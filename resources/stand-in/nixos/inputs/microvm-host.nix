# microvm.nix on the host: small virtual machines, each with a NixOS of its own.
{ nixosSystem }:
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (import ../declare.nix lib) flag maybe of texts;
  inherit (import ../plain.nix lib) fingerprintOf;
  inherit (lib) types;
  cfg = config.microvm;

  machine =
    { config, name, ... }@own:
    {
      options = {
        config = lib.mkOption {
          default = null;
          description = "NixOS inside.";
          type = types.nullOr (
            lib.mkOptionType {
              name = "Toplevel NixOS config";
              description = "Toplevel NixOS config";
              merge =
                _: definitions:
                nixosSystem {
                  system = pkgs.stdenv.hostPlatform.system;
                  inherit (own.config) specialArgs;
                  modules = [
                    ./microvm-guest.nix
                    {
                      networking.hostName = lib.mkDefault name;
                      _module.args.pkgs = lib.mkForce pkgs;
                    }
                  ]
                  ++ map (definition: {
                    _file = definition.file;
                    imports = [ definition.value ];
                  }) definitions;
                };
            }
          );
        };
        nixpkgs = of types.raw null "Where its packages come from.";
        pkgs = of types.raw null "Its packages.";
        specialArgs = of (types.attrsOf types.raw) { } "More arguments for its modules.";
        flake = of types.raw null "Flake it comes from.";
        updateFlake = maybe types.str "Flake to update from.";
        autostart = flag true "Whether it starts with the host.";
        restartIfChanged = of types.bool (own.config.config != null) "Whether a change restarts it.";
      };
    };
in
{
  _file = ./microvm-host.nix;
  key = toString ./microvm-host.nix;
  options.microvm = {
    host = {
      enable = flag true "Whether the host runs MicroVMs.";
      useNotifySockets = flag false "Whether machines say when they are ready.";
      startupTimeout = of types.int 150 "Seconds a machine may take to start.";
    };
    vms = of (types.attrsOf (types.submodule machine)) { } "MicroVMs.";
    stateDir = of types.path "/var/lib/microvms" "Folder of the machines.";
    autostart = texts [ ] "Machines to start with the host.";
    virtiofsd = of (types.attrsOf types.anything) { } "Settings of virtiofsd.";
  };

  config = lib.mkIf cfg.host.enable {
    microvm.autostart = builtins.attrNames (lib.filterAttrs (_: vm: vm.autostart) cfg.vms);
    practice.units = lib.mapAttrs' (
      name: vm:
      lib.nameValuePair "microvm@${name}.service" {
        description = "MicroVM '${name}'";
        exec = "microvm-run";
        started = vm.autostart;
        fingerprint = lib.optionalString (vm.config != null) (
          fingerprintOf (builtins.unsafeDiscardStringContext vm.config.config.system.build.toplevel.drvPath)
        );
      }
    ) cfg.vms;
  };
}
