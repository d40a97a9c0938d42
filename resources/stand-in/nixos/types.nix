# Types that NixOS has beside those of the library.
lib:
let
  inherit (lib) types;
in
rec {
  # What JSON, YAML and TOML can say. Lists of several definitions are joined.
  value =
    types.nullOr (
      types.oneOf [
        types.bool
        types.int
        types.float
        types.str
        types.path
        (types.attrsOf value)
        (types.listOf value)
      ]
    )
    // {
      # Spelt out it would have no end.
      description = "JSON value";
    };

  atom = types.nullOr (
    types.oneOf [
      types.bool
      types.int
      types.float
      types.str
      types.path
    ]
  );

  # A setting of a unit: once one definition is a list, all are joined.
  unitValue = lib.mkOptionType {
    name = "systemd option";
    description = "systemd option";
    check = given: atom.check given || lib.isDerivation given || (builtins.isList given && lib.all unitValue.check given);
    merge =
      loc: definitions:
      if lib.any (definition: builtins.isList definition.value) definitions then
        lib.concatMap (definition: lib.toList definition.value) definitions
      else
        lib.mergeEqualOption loc definitions;
  };
}
