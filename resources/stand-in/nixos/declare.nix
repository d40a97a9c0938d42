# Short words for declaring many options, and for services that are a package, a unit and some settings.
lib:
let
  inherit (lib) mkOption types;
  inherit (import ./plain.nix lib) fingerprintOfSet;
in
rec {
  of =
    type: default: description:
    mkOption { inherit type default description; };
  on = lib.mkEnableOption;
  flag = of types.bool;
  text = of types.str;
  texts = of (types.listOf types.str);
  port = of types.port;
  settings = of (types.attrsOf types.anything) { };
  maybe = type: of (types.nullOr type) null;
  package = pkgs: name: lib.mkPackageOption pkgs name { };

  # A module for a service: `path`.enable puts `packages` into the system path and runs `units`.
  #   units = cfg: pkgs: { "<name>.service" = { description = "…"; exec = "…"; }; }
  # Each unit carries a fingerprint of the settings, so that a changed setting restarts it.
  service =
    {
      path,
      title,
      options ? _: { },
      packages ? _: _: [ ],
      units ? _: _: { },
      # Further settings while it is enabled.
      also ? _: { },
      # Names below `path` that are not of its unit.
      apart ? [ ],
    }:
    {
      config,
      lib,
      pkgs,
      ...
    }@module:
    let
      cfg = lib.getAttrFromPath path config;
      fingerprint = fingerprintOfSet module.options path apart;
    in
    {
      _file = ./declare.nix;
      key = "${toString ./declare.nix}:${lib.concatStringsSep "." path}";
      options = lib.setAttrByPath path ({ enable = on title; } // options pkgs);
      config = lib.mkIf cfg.enable (
        lib.mkMerge [
          {
            environment.systemPackages = packages cfg pkgs;
            practice.units = lib.mapAttrs (_: unit: unit // { inherit fingerprint; }) (
              units cfg pkgs
            );
          }
          (also cfg)
        ]
      );
    };

  unit = description: exec: {
    inherit description exec;
    started = lib.mkOverride 1150 true;
  };
}
