# Option types: what a value may be, and how several definitions become one value.
lib:
let
  inherit (builtins)
    all
    concatMap
    elem
    filter
    head
    isAttrs
    isBool
    isFloat
    isInt
    isList
    isString
    length
    mapAttrs
    zipAttrsWith
    ;

  mkType =
    fields@{
      name,
      description,
      payload ? null,
      wrapped ? null,
      ...
    }:
    {
      _type = "option-type";
      check = _: true;
      merge = lib.mergeEqualOption;
      emptyValue = { };
      nestedTypes = { };
      getSubOptions = _: { };
      getSubModules = null;
      substSubModules = _: null;
      functor = { inherit name payload wrapped; };
      descriptionClass = "noun";
      deprecationMessage = null;
    }
    // removeAttrs fields [
      "payload"
      "wrapped"
    ];

  isPathLike =
    value:
    (isString value || builtins.isPath value || (isAttrs value && value ? outPath))
    && lib.hasPrefix "/" (toString value);

  # { name = [{ file, value }]; } of sets that may carry properties
  zipDefinitions =
    definitions:
    zipAttrsWith (_: found: found) (
      concatMap (
        definition:
        map (mapAttrs (_: value: { inherit (definition) file; inherit value; })) (
          lib.pushDownProperties definition.value
        )
      ) definitions
    );

  attrsOfNamed =
    name: words: lazy: elemType:
    mkType {
      inherit name;
      description = "${words} of ${nested simple elemType}";
      descriptionClass = "composite";
      check = isAttrs;
      merge =
        loc: definitions:
        let
          merged = mapAttrs (
            key: found: lib.mergeDefinitions (loc ++ [ key ]) elemType found
          ) (zipDefinitions definitions);
        in
        if lazy then
          mapAttrs (_: m: m.optionalValue.value or elemType.emptyValue.value or m.mergedValue) merged
        else
          mapAttrs (_: m: m.optionalValue.value) (lib.filterAttrs (_: m: m.optionalValue ? value) merged);
      emptyValue.value = { };
      nestedTypes.elemType = elemType;
      getSubOptions = loc: elemType.getSubOptions (loc ++ [ "<name>" ]);
      getSubModules = elemType.getSubModules;
      substSubModules = modules: attrsOfNamed name words lazy (elemType.substSubModules modules);
      wrapped = elemType;
      payload = { inherit elemType; };
    };

  # The words for a type inside the words for another, in parentheses unless they are of one of `kinds`.
  nested =
    kinds: type:
    if elem type.descriptionClass kinds then type.description else "(${type.description})";
  simple = [
    "noun"
    "composite"
  ];

  separated =
    separator: description:
    mkType {
      name = "separatedString";
      inherit description;
      check = isString;
      merge = _: definitions: lib.concatStringsSep separator (lib.getValues definitions);
      payload = { sep = separator; };
    };

  intWhere =
    name: description: check:
    mkType {
      inherit name description;
      check = value: isInt value && check value;
    };
in
rec {
  inherit mkType;
  mkOptionType = fields: mkType ({ descriptionClass = null; } // fields);
  isOptionType = lib.isType "option-type";

  bool = mkType {
    name = "bool";
    description = "boolean";
    check = isBool;
  };
  boolByOr = bool // {
    name = "boolByOr";
    description = "boolean (merged using or)";
    merge = _: definitions: builtins.any (definition: definition.value) definitions;
  };
  int = mkType {
    name = "int";
    description = "signed integer";
    check = isInt;
  };
  float = mkType {
    name = "float";
    description = "floating point number";
    check = isFloat;
  };
  number = either int float;
  ints = {
    between =
      low: high:
      intWhere "intBetween" "integer between ${toString low} and ${toString high} (both inclusive)" (
        value: value >= low && value <= high
      );
    positive = intWhere "positiveInt" "positive integer, meaning >0" (value: value > 0);
    unsigned = intWhere "unsignedInt" "unsigned integer, meaning >=0" (value: value >= 0);
    u8 = sized "unsignedInt8" 8 0 255;
    u16 = sized "unsignedInt16" 16 0 65535;
    u32 = sized "unsignedInt32" 32 0 4294967295;
    s8 = sized "signedInt8" 8 (-128) 127;
    s16 = sized "signedInt16" 16 (-32768) 32767;
    s32 = sized "signedInt32" 32 (-2147483648) 2147483647;
  };
  sized =
    name: bits: low: high:
    intWhere name
      "${toString bits} bit ${
        if low == 0 then "unsigned" else "signed"
      } integer; between ${toString low} and ${toString high} (both inclusive)"
      (value: value >= low && value <= high);
  port = ints.u16;
  numbers =
    let
      where =
        description: check:
        number
        // {
          inherit description;
          check = value: number.check value && check value;
        };
    in
    {
      between =
        low: high:
        where "integer or floating point number between ${builtins.toJSON low} and ${builtins.toJSON high} (both inclusive)" (
          value: value >= low && value <= high
        );
      nonnegative = where "nonnegative integer or floating point number, meaning >=0" (value: value >= 0);
      positive = where "positive integer or floating point number, meaning >0" (value: value > 0);
    };

  str = mkType {
    name = "str";
    description = "string";
    check = isString;
  };
  nonEmptyStr = str // {
    name = "nonEmptyStr";
    description = "non-empty string";
    check = value: isString value && builtins.match "[ \t\n]*" value == null;
  };
  singleLineStr = str // {
    name = "singleLineStr";
    description = "(optionally newline-terminated) single-line string";
    check = value: isString value && builtins.match "[^\n]*\n?" value != null;
    merge = loc: definitions: lib.removeSuffix "\n" (lib.mergeEqualOption loc definitions);
  };
  strMatching =
    pattern:
    str
    // {
      name = "strMatching ${lib.escapeNixString pattern}";
      description = "string matching the pattern ${pattern}";
      check = value: isString value && builtins.match pattern value != null;
    };
  separatedString = separator: separated separator "strings concatenated with ${builtins.toJSON separator}";
  lines = separatedString "\n";
  commas = separatedString ",";
  envVar = separatedString ":";

  path = mkType {
    name = "path";
    description = "absolute path";
    check = isPathLike;
  };
  pathInStore = path // {
    name = "pathInStore";
    description = "path in the Nix store";
  };
  package = mkType {
    name = "package";
    description = "package";
    check = value: lib.isDerivation value || (isPathLike value && lib.isStorePath value);
    merge = lib.mergeOneOption;
  };
  shellPackage = package // {
    name = "shellPackage";
    description = "package that is a shell";
  };
  raw = mkType {
    name = "raw";
    description = "raw value";
    merge = lib.mergeOneOption;
  };
  pkgs = raw // {
    name = "pkgs";
    description = "Nixpkgs package set";
    check = isAttrs;
  };
  passwdEntry =
    type:
    addCheck type (value: !(lib.hasInfix ":" value || lib.hasInfix "\n" value))
    // {
      name = "passwdEntry ${type.name}";
      description = "${nested [ "noun" ] type}, not containing newlines or colons";
    };
  externalPath = path // {
    name = "externalPath";
    description = "path not in the Nix store";
    check = value: isPathLike value && !(lib.isStorePath value);
  };
  fileset = raw // {
    name = "fileset";
    description = "fileset";
  };
  attrTag =
    tags:
    mkType {
      name = "attrTag";
      description = "attribute-tagged union with choices: ${lib.concatStringsSep ", " (builtins.attrNames tags)}";
      check = value: isAttrs value && length (builtins.attrNames value) == 1 && tags ? ${head (builtins.attrNames value)};
      merge =
        loc: definitions:
        let
          tag = head (builtins.attrNames (head definitions).value);
        in
        {
          ${tag} =
            (lib.mergeDefinitions (loc ++ [ tag ]) tags.${tag}.type (
              map (definition: {
                inherit (definition) file;
                value = definition.value.${tag};
              }) definitions
            )).mergedValue;
        };
    };
  luaInline = attrs // {
    name = "luaInline";
    description = "inline lua";
    check = lib.isType "lua-inline";
  };
  optionType = raw // {
    name = "optionType";
    description = "optionType";
    check = isOptionType;
  };
  deferredModule = mkType {
    name = "deferredModule";
    description = "module";
    merge = _: definitions: {
      imports = map (d: lib.setDefaultModuleLocation d.file d.value) definitions;
    };
  };
  functionTo =
    elemType:
    mkType {
      name = "functionTo";
      description = "function that evaluates to a(n) ${nested simple elemType}";
      descriptionClass = "composite";
      check = lib.isFunction;
      merge =
        loc: definitions: argument:
        (lib.mergeDefinitions (loc ++ [ "<function body>" ]) elemType (
          map (definition: definition // { value = definition.value argument; }) definitions
        )).mergedValue;
      nestedTypes.elemType = elemType;
    };

  attrs = mkType {
    name = "attrs";
    description = "attribute set";
    descriptionClass = null;
    check = isAttrs;
    merge = _: definitions: lib.mergeAttrsList (lib.getValues definitions);
    emptyValue.value = { };
  };
  anything = mkType {
    name = "anything";
    description = "anything";
    merge =
      loc: definitions:
      if length definitions > 1 && all (d: isAttrs d.value && !lib.isDerivation d.value) definitions then
        (lazyAttrsOf anything).merge loc definitions
      else if length definitions == 1 && isAttrs (head definitions).value && !lib.isDerivation (head definitions).value then
        (lazyAttrsOf anything).merge loc definitions
      else
        lib.mergeEqualOption loc definitions;
  };
  unspecified = mkType {
    name = "unspecified";
    description = "unspecified value";
    merge =
      loc: definitions:
      let
        values = lib.getValues definitions;
      in
      if length values == 1 then
        head values
      else if all isAttrs values then
        lib.mergeAttrsList values
      else if all isList values then
        builtins.concatLists values
      else
        lib.mergeEqualOption loc definitions;
  };

  enum =
    values:
    let
      shown = value: if value == null then "<null>" else lib.showValue value;
    in
    mkType {
      name = "enum";
      description =
        if values == [ ] then
          "impossible (empty enum)"
        else if length values == 1 then
          "value ${shown (head values)} (singular enum)"
        else
          "one of ${lib.concatMapStringsSep ", " shown values}";
      descriptionClass = if length values < 2 then "noun" else "conjunction";
      check = value: elem value values;
      payload = { inherit values; };
    };

  nullOr =
    elemType:
    mkType {
      name = "nullOr";
      description = "null or ${
        nested [
          "noun"
          "conjunction"
        ] elemType
      }";
      descriptionClass = "conjunction";
      check = value: value == null || elemType.check value;
      merge =
        loc: definitions:
        let
          set = filter (definition: definition.value != null) definitions;
        in
        if set == [ ] then
          null
        else if length set == length definitions then
          elemType.merge loc definitions
        else
          throw "The option `${lib.showOption loc}' is defined both null and not null:${lib.showDefs definitions}";
      emptyValue.value = null;
      nestedTypes.elemType = elemType;
      inherit (elemType) getSubOptions getSubModules;
      substSubModules = modules: nullOr (elemType.substSubModules modules);
      wrapped = elemType;
      payload = { inherit elemType; };
    };

  listOf =
    elemType:
    mkType {
      name = "listOf";
      description = "list of ${nested simple elemType}";
      descriptionClass = "composite";
      check = isList;
      merge =
        loc: definitions:
        map (m: m.optionalValue.value) (
          filter (m: m.optionalValue ? value) (
            builtins.concatLists (
              lib.imap1 (
                n: definition:
                lib.imap1 (
                  m: value:
                  lib.mergeDefinitions (loc ++ [ "[definition ${toString n}-entry ${toString m}]" ]) elemType [
                    {
                      inherit (definition) file;
                      inherit value;
                    }
                  ]
                ) definition.value
              ) definitions
            )
          )
        );
      emptyValue.value = [ ];
      nestedTypes.elemType = elemType;
      getSubOptions = loc: elemType.getSubOptions (loc ++ [ "*" ]);
      getSubModules = elemType.getSubModules;
      substSubModules = modules: listOf (elemType.substSubModules modules);
      wrapped = elemType;
      payload = { inherit elemType; };
    };
  nonEmptyListOf =
    elemType:
    listOf elemType
    // {
      description = "non-empty (list of ${nested simple elemType})";
      check = value: isList value && value != [ ];
      emptyValue = { };
    };

  attrsOf = attrsOfNamed "attrsOf" "attribute set" false;
  lazyAttrsOf = attrsOfNamed "lazyAttrsOf" "lazy attribute set" true;

  uniq = unique { message = ""; };
  unique =
    { message, ... }:
    type:
    type
    // {
      name = "unique";
      merge =
        loc: definitions:
        if length definitions == 1 then
          type.merge loc definitions
        else
          lib.mergeOneOption loc definitions;
      nestedTypes.elemType = type;
    };

  either =
    left: right:
    mkType {
      name = "either";
      description = "${
        nested [
          "noun"
          "conjunction"
        ] left
      } or ${
        nested [
          "noun"
          "conjunction"
          "composite"
        ] right
      }";
      descriptionClass = "conjunction";
      check = value: left.check value || right.check value;
      merge =
        loc: definitions:
        let
          fits = type: all (definition: type.check definition.value) definitions;
        in
        if fits left then
          left.merge loc definitions
        else if fits right then
          right.merge loc definitions
        else
          lib.mergeOneOption loc definitions;
      nestedTypes = { inherit left right; };
      payload.elemType = [
        left
        right
      ];
    };
  oneOf =
    types:
    if types == [ ] then
      throw "oneOf needs at least one type"
    else
      builtins.foldl' either (head types) (builtins.tail types);

  coercedTo =
    from: convert: to:
    mkType {
      name = "coercedTo";
      description = "${to.description} or ${from.description} convertible to it";
      check = value: to.check value || (from.check value && to.check (convert value));
      merge =
        loc: definitions:
        to.merge loc (
          map (
            definition:
            definition // { value = if from.check definition.value then convert definition.value else definition.value; }
          ) definitions
        );
      inherit (to) emptyValue getSubOptions getSubModules;
      substSubModules = modules: coercedTo from convert (to.substSubModules modules);
      nestedTypes = {
        coercedType = from;
        finalType = to;
      };
    };

  addCheck = type: check: type // { check = value: type.check value && check value; };

  submodule =
    modules:
    submoduleWith {
      shorthandOnlyDefinesConfig = true;
      modules = lib.toList modules;
    };
  submoduleWith =
    {
      modules,
      specialArgs ? { },
      shorthandOnlyDefinesConfig ? false,
      description ? null,
      class ? null,
    }:
    let
      evaluated =
        more: prefix:
        lib.evalModules {
          inherit class prefix specialArgs;
          modules = modules ++ more;
        };
      freeform = (unnamed [ ]).options._module.freeformType.value;
      unnamed = evaluated [ { _module.args.name = lib.mkOptionDefault "‹name›"; } ];
      asModule =
        definition:
        if isAttrs definition.value && shorthandOnlyDefinesConfig then
          {
            _file = definition.file;
            config = definition.value;
          }
        else
          lib.setDefaultModuleLocation definition.file definition.value;
    in
    mkType {
      name = "submodule";
      description =
        if description != null then
          description
        else if freeform == null then
          "submodule"
        else
          "open submodule of ${nested simple freeform}";
      descriptionClass = null;
      check = value: isAttrs value || lib.isFunction value || isPathLike value;
      merge =
        loc: definitions:
        # The name of an entry is an argument of its module.
        (evaluated (
          [ { _module.args.name = lib.last loc; } ] ++ map asModule definitions
        ) loc).config;
      emptyValue.value = { };
      getSubOptions = loc: (unnamed loc).options;
      getSubModules = modules;
      substSubModules =
        modules:
        submoduleWith {
          inherit
            modules
            specialArgs
            shorthandOnlyDefinesConfig
            description
            class
            ;
        };
      payload = {
        inherit
          modules
          specialArgs
          shorthandOnlyDefinesConfig
          description
          ;
      };
    };
}
