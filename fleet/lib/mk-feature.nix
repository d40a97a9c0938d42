# mkFeature { … } describes a feature once and gives three things:
#
#   data    strings and lists only, for people and tools
#   test    what run-tests.nix expects of it, or null where tests/<category>.nix says that
#   module  a NixOS module with the option features.<category>.<name>.enable
#
# Fields
#   title, description   what people read
#   category             the folder the file stands in
#   brings               ids of features this one switches on (a host can still say no)
#   needs                ids of features the host has to have switched on
#   conflicts            [ { feature = id; reason = "…"; } ], valid in both directions
#   hardware             { requires = [ … ]; prefers = [ … ]; }, any one of "amd", "intel", "nvidia"
#   secrets              names of the secrets it reads. Each is declared from secrets/<name>.age; the feature reads
#                        config.age.secrets.<name>.path, and sets owner, group or mode beside it
#   health               what has to hold after a deploy, else the host goes back: [ { unit = "…"; } { url = "…"; }
#                        { port = …; } { command = "…"; } ]; a port is of TCP, a command a line for sh, run by root
#   metrics              names of the Prometheus metrics it makes, where they are its own
#   options              more options beside `enable`: a set, or a function of { lib, pkgs, … }
#   config               NixOS settings while it is enabled: a set, or a function of
#                        { cfg, config, lib, pkgs, … } where cfg is features.<category>.<name>
#   home                 Home Manager settings for every person of the host, in the same two forms; `config` is
#                        the host's
#   test                 a function of { has, absent } that gives the module test; see run-tests.nix
#
# Write the fields up to `metrics` as literals: Snowfleet reads them from the source, without Nix.
{
  file,
  folder,
  name,
}:
{
  title,
  description,
  category,
  brings ? [ ],
  needs ? [ ],
  conflicts ? [ ],
  hardware ? { },
  secrets ? [ ],
  health ? [ ],
  metrics ? [ ],
  options ? { },
  config ? { },
  home ? { },
  test ? null,
}:
let
  id = "${category}.${name}";
  where = "features/${folder}/${name}.nix";
  apply = value: args: if builtins.isFunction value then value args else value;
  featureOptions = options;
  featureConfig = config;
in
{
  inherit test;

  data =
    if category != folder then
      throw "${where} says its category is ${category}, but its folder is ${folder}"
    else
      {
        inherit
          id
          title
          description
          category
          brings
          needs
          conflicts
          secrets
          health
          metrics
          ;
        path = "features.${id}";
        file = where;
        hardware = {
          requires = [ ];
          prefers = [ ];
        }
        // hardware;
      };

  module =
    {
      config,
      lib,
      options,
      pkgs,
      ...
    }:
    let
      args = {
        inherit
          cfg
          config
          lib
          options
          pkgs
          ;
      };
      cfg = config.features.${category}.${name};
      enablePath = other: [ "features" ] ++ lib.splitString "." other ++ [ "enable" ];
      isOn = other: lib.getAttrFromPath (enablePath other) config;

      switchOn = other: lib.setAttrByPath (enablePath other) (lib.mkDefault true);

      needed = other: {
        assertion = isOn other;
        message = "features.${id} needs features.${other}: enable it too, or disable features.${id}.";
      };

      refused = other: {
        assertion = !(isOn other.feature);
        message = "features.${id} conflicts with features.${other.feature}: ${other.reason}";
      };

      required = hardware.requires or [ ];
      # Whoever replaces one secret by a file of his own should not have to force it.
      encrypted = lib.genAttrs secrets (secret: {
        file = lib.mkDefault (../secrets + "/${secret}.age");
      });

      fitting = {
        assertion =
          required == [ ] || lib.any (kind: lib.elem kind config.snowfleet.host.hardware) required;
        message = "features.${id} requires hardware: ${lib.concatStringsSep " or " required}.";
      };
    in
    {
      _file = file;
      key = toString file;

      options.features.${category}.${name} = apply featureOptions args // {
        enable = lib.mkEnableOption title;
      };

      config = lib.mkIf cfg.enable (
        lib.mkMerge (
          [
            (lib.optionalAttrs (health != [ ]) {
              snowfleet.health = map (check: check // { feature = id; }) health;
            })
            { assertions = map needed needs ++ map refused conflicts ++ [ fitting ]; }
            (lib.optionalAttrs (secrets != [ ]) { age.secrets = encrypted; })
            (apply featureConfig args)
            (lib.optionalAttrs (home != { }) { home-manager.sharedModules = [ (apply home args) ]; })
          ]
          ++ map switchOn brings
        )
      );
    };
}
