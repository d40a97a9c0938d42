# The module of a feature, as the bundled fleet makes it, without checks.
{
  file,
  category,
  name,
}:
{
  title,
  brings ? [ ],
  needs ? [ ],
  conflicts ? [ ],
  options ? { },
  config ? { },
  ...
}:
let
  featureOptions = options;
  featureConfig = config;
  apply = value: args: if builtins.isFunction value then value args else value;
in
{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.features.${category}.${name};
  args = {
    inherit
      cfg
      config
      lib
      pkgs
      ;
  };
  enablePath = id: [ "features" ] ++ lib.splitString "." id ++ [ "enable" ];
  isOn = id: lib.getAttrFromPath (enablePath id) config;
  assertions =
    map (id: {
      assertion = isOn id;
      message = "${category}.${name} needs ${id}.";
    }) needs
    ++ map (rule: {
      assertion = !isOn rule.feature;
      message = "${category}.${name} conflicts with ${rule.feature}: ${rule.reason}";
    }) conflicts;
in
{
  _file = file;
  options.features.${category}.${name} = apply featureOptions args // {
    enable = lib.mkEnableOption title;
  };
  config = lib.mkIf cfg.enable (
    lib.mkMerge (
      [
        { inherit assertions; }
        (apply featureConfig args)
      ]
      ++ map (id: lib.setAttrByPath (enablePath id) (lib.mkDefault true)) brings
    )
  );
}
