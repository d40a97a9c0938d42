# pkgs.formats: types for settings, and files made of them. The text can be read back as `text`.
{ lib, writeText }:
let
  inherit (lib) types;

  value = types.nullOr (
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
    description = "JSON value";
  };
  atom = types.nullOr (
    types.oneOf [
      types.bool
      types.int
      types.float
      types.str
    ]
  )
  // {
    description = "INI atom (null, bool, int, float or string)";
  };
  atoms =
    lists:
    if lists then
      types.either atom (types.listOf atom) // { description = atom.description + " or a list of them for duplicate keys"; }
    else
      atom;

  # Values as YAML and JSON write them: store paths as text.
  json = builtins.toJSON;

  tomlKey = name: if builtins.match "[A-Za-z0-9_-]+" name != null then name else builtins.toJSON name;
  tomlValue =
    value:
    if builtins.isBool value then
      lib.boolToString value
    else if builtins.isList value then
      "[${lib.concatMapStringsSep ", " tomlValue value}]"
    else if builtins.isAttrs value && !(lib.isDerivation value) then
      "{ ${lib.concatStringsSep ", " (lib.mapAttrsToList (name: one: "${tomlKey name} = ${tomlValue one}") (present value))} }"
    else
      builtins.toJSON value;
  present = lib.filterAttrs (_: value: value != null);
  isTable = value: builtins.isAttrs value && !(lib.isDerivation value);
  toml =
    path: table:
    let
      all = present table;
      tables = lib.filterAttrs (_: isTable) all;
      plain = removeAttrs all (builtins.attrNames tables);
    in
    lib.optionalString (path != [ ] && (plain != { } || tables == { })) "\n[${lib.concatMapStringsSep "." tomlKey path}]\n"
    + lib.concatStrings (lib.mapAttrsToList (name: one: "${tomlKey name} = ${tomlValue one}\n") plain)
    + lib.concatStrings (lib.mapAttrsToList (name: toml (path ++ [ name ])) tables);

  plainFormat = type: text: {
    inherit type;
    generate = name: value: writeText name (text value);
  };

  keysOnly = given: removeAttrs given [
    "atomsCoercedToLists"
    "listToValue"
  ];
in
{
  json = _: plainFormat value json;
  jsonc = _: plainFormat value json;
  json5 = _: plainFormat value json;
  yaml = _: plainFormat value json;
  yaml_1_1 = _: plainFormat value json;
  yaml_1_2 = _: plainFormat value json;
  toml = _: plainFormat (types.attrsOf value) (toml [ ]);
  ini =
    given@{ listsAsDuplicateKeys ? false, listToValue ? null, ... }:
    plainFormat (types.attrsOf (types.attrsOf (atoms (listsAsDuplicateKeys || listToValue != null)))) (
      settings:
      lib.generators.toINI (keysOnly given) (
        lib.mapAttrs (_: lib.mapAttrs (_: one: if listToValue != null && builtins.isList one then listToValue one else one)) settings
      )
    );
  iniWithGlobalSection =
    given@{ listsAsDuplicateKeys ? false, ... }:
    plainFormat types.attrs (lib.generators.toINIWithGlobalSection (keysOnly given));
  gitIni = _: plainFormat (types.attrsOf (types.attrsOf types.anything)) lib.generators.toGitINI;
  systemd = plainFormat (types.attrsOf (types.attrsOf (atoms true))) (
    lib.generators.toINI { listsAsDuplicateKeys = true; }
  );
  keyValue =
    given@{ listsAsDuplicateKeys ? false, listToValue ? null, ... }:
    plainFormat (types.attrsOf (atoms (listsAsDuplicateKeys || listToValue != null))) (
      settings:
      lib.generators.toKeyValue (keysOnly given) (
        lib.mapAttrs (_: one: if listToValue != null && builtins.isList one then listToValue one else one) settings
      )
    );
  xml = _: plainFormat value json;
  hocon = _: plainFormat value json;
  lua = _: plainFormat value (settings: "return ${lib.generators.toLua { } settings}");
  pythonVars = _: plainFormat value (settings: lib.concatStrings (lib.mapAttrsToList (name: one: "${name} = ${json one}\n") settings));
  php = _: plainFormat value json;
}
