# Less common functions: more of lists, strings, sets, and what options become when they move.
lib:
let
  inherit (builtins)
    attrNames
    elemAt
    filter
    foldl'
    genList
    head
    isAttrs
    isList
    isString
    length
    listToAttrs
    map
    match
    replaceStrings
    stringLength
    substring
    tail
    ;

  whenSet = path: config: lib.attrByPath path null config;
in
{
  inherit (builtins)
    bitAnd
    bitOr
    bitXor
    ceil
    convertHash
    dirOf
    baseNameOf
    div
    floor
    fromTOML
    genericClosure
    hashString
    hashFile
    parseDrvName
    readDir
    toFile
    toString
    toXML
    unsafeDiscardStringContext
    ;

  # --- functions, numbers
  concat = a: b: a ++ b;
  "or" = a: b: a || b;
  and = a: b: a && b;
  xor = a: b: a != b;
  bitNot = n: -n - 1;
  compare =
    a: b:
    if a < b then
      -1
    else if a > b then
      1
    else
      0;
  defaultTo = fallback: value: if value == null then fallback else value;
  mapNullable = f: value: if value == null then null else f value;
  info = message: builtins.trace "INFO: ${message}";
  warnIfNot = condition: lib.warnIf (!condition);
  showWarnings = warnings: value: lib.foldr lib.warn value warnings;
  traceVal = value: builtins.trace value value;
  traceValSeq = value: builtins.trace (builtins.deepSeq value value) value;
  traceValFn = f: value: builtins.trace (f value) value;
  traceIf = condition: message: value: if condition then builtins.trace message value else value;
  traceSeq = shown: value: builtins.trace (builtins.deepSeq shown shown) value;
  checkListOfEnum =
    message: valid: given: value:
    let
      wrong = lib.subtractLists valid given;
    in
    if wrong == [ ] then
      value
    else
      throw "${message}: ${toString wrong} unexpected; valid ones: ${toString valid}";
  setFunctionArgs = f: args: {
    __functor = _: f;
    __functionArgs = args;
  };
  fix' =
    f:
    let
      x = f x // {
        __unfix__ = f;
      };
    in
    x;
  extends =
    overlay: f: final:
    let
      previous = f final;
    in
    previous // overlay final previous;
  composeExtensions =
    f: g: final: previous:
    let
      first = f final previous;
    in
    first // g final (previous // first);
  composeManyExtensions = lib.foldr lib.composeExtensions (_: _: { });
  makeExtensible =
    f:
    lib.fix f
    // {
      extend = overlay: lib.makeExtensible (lib.extends overlay f);
    };
  makeOverridable =
    f: given:
    let
      result = f given;
      again =
        change: lib.makeOverridable f (given // (if lib.isFunction change then change given else change));
    in
    if isAttrs result then result // { override = again; } else result;
  callPackageWith =
    scope: function: overrides:
    let
      f = if lib.isFunction function then function else import function;
    in
    lib.makeOverridable f (builtins.intersectAttrs (lib.functionArgs f) scope // overrides);
  hiPrio = lib.setPrio (-10);
  lowPrio = lib.setPrio 10;
  setPrio = priority: lib.addMetaAttrs { inherit priority; };
  addMetaAttrs = meta: package: package // { meta = package.meta or { } // meta; };
  lazyDerivation = { derivation, ... }: derivation;
  fakeHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  fakeSha256 = lib.fixedWidthString 64 "0" "";
  fakeSha512 = lib.fixedWidthString 128 "0" "";
  toHexString =
    n:
    let
      digits = lib.stringToCharacters "0123456789ABCDEF";
    in
    lib.concatMapStrings (elemAt digits) (lib.toBaseDigits 16 n);
  toBaseDigits =
    base: n:
    let
      go = i: if i < base then [ i ] else go (i / base) ++ [ (lib.mod i base) ];
    in
    go n;
  fromHexString =
    text: (builtins.fromTOML "n = 0x${lib.removePrefix "0x" text}").n;

  # --- lists
  forEach = xs: f: map f xs;
  imap = lib.imap1;
  sublist = start: count: xs: lib.take count (lib.drop start xs);
  takeEnd = n: xs: lib.drop (length xs - lib.min n (length xs)) xs;
  dropEnd = n: xs: lib.take (lib.max 0 (length xs - n)) xs;
  uniqueStrings = xs: attrNames (lib.genAttrs xs (_: null));
  findFirstIndex =
    predicate: default: xs:
    lib.findFirst (n: predicate (elemAt xs n)) default (genList lib.id (length xs));
  findSingle =
    predicate: none: several: xs:
    let
      found = filter predicate xs;
    in
    if found == [ ] then
      none
    else if length found == 1 then
      head found
    else
      several;
  ifilter0 =
    predicate: xs:
    map (elemAt xs) (filter (n: predicate n (elemAt xs n)) (genList lib.id (length xs)));
  replicate = n: x: genList (_: x) n;
  crossLists = f: lists: foldl' (fs: args: builtins.concatMap (f: map f args) fs) [ f ] lists;
  commonPrefix =
    a: b:
    let
      same = lib.findFirst (n: elemAt a n != elemAt b n) null (genList lib.id (lib.min (length a) (length b)));
    in
    lib.take (if same == null then lib.min (length a) (length b) else same) a;
  compareLists =
    f: a: b:
    if a == [ ] then
      (if b == [ ] then 0 else -1)
    else if b == [ ] then
      1
    else
      let
        order = f (head a) (head b);
      in
      if order == 0 then lib.compareLists f (tail a) (tail b) else order;
  groupBy' = f: start: key: xs: lib.mapAttrs (_: foldl' f start) (builtins.groupBy key xs);
  concatAttrValues = set: builtins.concatLists (builtins.attrValues set);

  # --- strings
  join = builtins.concatStringsSep;
  concatImapStrings = f: xs: lib.concatStrings (lib.imap1 f xs);
  concatMapAttrsStringSep =
    separator: f: set:
    builtins.concatStringsSep separator (lib.mapAttrsToList f set);
  stringAsChars = f: text: lib.concatMapStrings f (lib.stringToCharacters text);
  replaceString = from: to: replaceStrings [ from ] [ to ];
  fileContents = file: lib.removeSuffix "\n" (builtins.readFile file);
  fixedWidthString =
    width: filler: text:
    if stringLength text >= width then text else lib.fixedWidthString width filler (filler + text);
  isStringLike = value: isString value || builtins.isPath value || value ? outPath || value ? __toString;
  isConvertibleWithToString =
    value:
    lib.isStringLike value
    || value == null
    || builtins.isInt value
    || builtins.isFloat value
    || builtins.isBool value
    || (isList value && lib.all lib.isConvertibleWithToString value);
  isValidPosixName = name: match "[a-zA-Z_][a-zA-Z0-9_]*" name != null;
  toShellVar =
    name: value:
    if !(lib.isValidPosixName name) then
      throw "toShellVar: ${name} is not a valid shell variable name"
    else if isAttrs value && !(lib.isStringLike value) then
      "declare -A ${name}=(${
        lib.concatStringsSep " " (
          lib.mapAttrsToList (key: one: "[${lib.escapeShellArg key}]=${lib.escapeShellArg one}") value
        )
      })"
    else if isList value then
      "declare -a ${name}=(${lib.escapeShellArgs value})"
    else
      "${name}=${lib.escapeShellArg value}";
  toShellVars = variables: lib.concatStringsSep "\n" (lib.mapAttrsToList lib.toShellVar variables);
  toSentenceCase =
    text: lib.toUpper (substring 0 1 text) + lib.toLower (substring 1 (-1) text);
  escapeNixIdentifier =
    name: if match "[a-zA-Z_][a-zA-Z0-9_'-]*" name != null then name else lib.escapeNixString name;
  escapeXML =
    replaceStrings
      [ "\"" "'" "<" ">" "&" ]
      [ "&quot;" "&apos;" "&lt;" "&gt;" "&amp;" ];
  escapeURL =
    let
      plain = lib.stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
      special = lib.subtractLists plain (attrNames codes);
      codes = {
        " " = "%20";
        "!" = "%21";
        "\"" = "%22";
        "#" = "%23";
        "$" = "%24";
        "%" = "%25";
        "&" = "%26";
        "'" = "%27";
        "(" = "%28";
        ")" = "%29";
        "*" = "%2A";
        "+" = "%2B";
        "," = "%2C";
        "/" = "%2F";
        ":" = "%3A";
        ";" = "%3B";
        "<" = "%3C";
        "=" = "%3D";
        ">" = "%3E";
        "?" = "%3F";
        "@" = "%40";
        "[" = "%5B";
        "\\" = "%5C";
        "]" = "%5D";
        "^" = "%5E";
        "`" = "%60";
        "{" = "%7B";
        "|" = "%7C";
        "}" = "%7D";
        "\n" = "%0A";
        "\t" = "%09";
      };
    in
    replaceStrings special (map (character: codes.${character}) special);
  sanitizeDerivationName =
    name:
    let
      parts = filter (part: isString part && part != "") (
        builtins.split "[^[:alnum:]+._?=-]+" (head (match "\\.*(.*)" (builtins.unsafeDiscardStringContext name)))
      );
      clean = lib.concatStringsSep "-" parts;
    in
    if clean == "" then "unknown" else substring (lib.max 0 (stringLength clean - 207)) (-1) clean;
  splitStringBy =
    predicate: keep: text:
    let
      characters = lib.stringToCharacters text;
      step =
        state: character:
        if state.previous != null && predicate state.previous character then
          {
            done = state.done ++ [ state.current ];
            current = if keep then character else "";
            previous = character;
          }
        else
          state
          // {
            current = state.current + character;
            previous = character;
          };
      end = foldl' step {
        done = [ ];
        current = "";
        previous = null;
      } characters;
    in
    end.done ++ [ end.current ];
  trimWith =
    {
      start ? false,
      end ? false,
    }:
    text:
    let
      left = if start then head (match "[ \t\r\n]*(.*)" text) else text;
      right = match "(.*[^ \t\r\n])[ \t\r\n]*" left;
    in
    if !end then
      left
    else if right == null then
      ""
    else
      head right;
  toIntBase10 = text: lib.toInt (let plain = match "0*([0-9]+)" text; in if plain == null then text else head plain);
  floatToString =
    number:
    let
      text = toString number;
    in
    if builtins.fromJSON text == number then text else builtins.toJSON number;
  enableFeature = on: name: "--${if on then "enable" else "disable"}-${name}";
  withFeature = on: name: "--with${if on then "" else "out"}-${name}";
  lowerChars = lib.stringToCharacters "abcdefghijklmnopqrstuvwxyz";
  upperChars = lib.stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  inherit (builtins) storeDir;
  makeSearchPath = sub: packages: lib.concatMapStringsSep ":" (package: "${package}/${sub}") (filter (p: p != null) packages);
  makeSearchPathOutput = output: sub: packages: lib.makeSearchPath sub (map (package: package.${output} or package) packages);
  makeLibraryPath = lib.makeSearchPathOutput "lib" "lib";
  makeIncludePath = lib.makeSearchPathOutput "dev" "include";

  # --- sets
  getDev = package: package.dev or package;
  getMan = package: package.man or package;
  getOutput = output: package: package.${output} or package.out or package;
  foldAttrs =
    f: start: sets:
    lib.mapAttrs (_: lib.foldr f start) (lib.zipAttrs sets);
  matchAttrs =
    pattern: set:
    lib.all (
      name:
      set ? ${name}
      && (
        if isAttrs pattern.${name} then
          isAttrs set.${name} && lib.matchAttrs pattern.${name} set.${name}
        else
          set.${name} == pattern.${name}
      )
    ) (attrNames pattern);
  overrideExisting = old: new: lib.mapAttrs (name: value: new.${name} or value) old;
  zipAttrsWithNames =
    names: f: sets:
    lib.genAttrs names (name: f name (builtins.catAttrs name sets));
  mapAttrsToListRecursive = lib.mapAttrsToListRecursiveCond (_: _: true);
  mapAttrsToListRecursiveCond =
    descend: f:
    let
      go =
        path: set:
        builtins.concatMap (
          name:
          let
            here = path ++ [ name ];
          in
          if isAttrs set.${name} && descend here set.${name} then
            go here set.${name}
          else
            [ (f here set.${name}) ]
        ) (attrNames set);
    in
    go [ ];
  mapCartesianProduct = f: sets: map f (lib.cartesianProduct sets);
  unionOfDisjoint =
    a: b:
    let
      both = builtins.intersectAttrs a b;
    in
    (a // b) // lib.mapAttrs (name: _: throw "unionOfDisjoint: collision on ${name}") both;
  updateManyAttrsByPath =
    updates: set:
    foldl' (
      changed: one:
      let
        go =
          path: value:
          if path == [ ] then one.update value else value // { ${head path} = go (tail path) (value.${head path} or { }); };
      in
      go one.path changed
    ) set updates;
  showAttrPath = path: if path == [ ] then "<root attribute path>" else lib.concatMapStringsSep "." lib.escapeNixIdentifier path;
  dontRecurseIntoAttrs = set: set // { recurseForDerivations = false; };
  maybeAttr = name: fallback: set: set.${name} or fallback;

  # --- files
  cleanSource = source: source;
  cleanSourceWith = { src, ... }: src;
  sourceByRegex = source: _: source;
  pathType = path: (builtins.readDir (dirOf path)).${baseNameOf path} or "regular";
  pathIsDirectory = path: builtins.pathExists path && lib.pathType path == "directory";
  pathIsRegularFile = path: builtins.pathExists path && lib.pathType path == "regular";
  filesystem = {
    inherit (lib) pathType pathIsDirectory pathIsRegularFile;
    listFilesRecursive =
      folder:
      lib.flatten (
        lib.mapAttrsToList (
          name: kind:
          if kind == "directory" then lib.filesystem.listFilesRecursive (folder + "/${name}") else folder + "/${name}"
        ) (builtins.readDir folder)
      );
  };

  versions = {
    splitVersion = builtins.splitVersion;
    major = version: elemAt (builtins.splitVersion version) 0;
    minor = version: elemAt (builtins.splitVersion version) 1;
    patch = version: elemAt (builtins.splitVersion version) 2;
    majorMinor = version: lib.concatStringsSep "." (lib.take 2 (builtins.splitVersion version));
    pad = n: version: lib.concatStringsSep "." (lib.take n (builtins.splitVersion version ++ lib.replicate n "0"));
  };

  # --- options that moved
  mkRemovedOptionModule =
    path: instead:
    { options, ... }:
    {
      options = lib.setAttrByPath path (
        lib.mkOption {
          visible = false;
          apply =
            _:
            throw "The option `${lib.showOption path}' can no longer be used since it's been removed. ${instead}";
        }
      );
      config.assertions =
        let
          option = lib.getAttrFromPath path options;
        in
        [
          {
            assertion = !option.isDefined;
            message = ''
              The option definition `${lib.showOption path}' in ${lib.showFiles option.files} no longer has any effect; please remove it.
              ${instead}
            '';
          }
        ];
    };
  mkAliasOptionModule =
    from: to:
    { config, options, ... }:
    let
      old = lib.getAttrFromPath from options;
      new = lib.getAttrFromPath to options;
    in
    {
      options = lib.setAttrByPath from (
        lib.mkOption {
          inherit (new) type;
          visible = false;
          description = "Alias of {option}`${lib.showOption to}`.";
          apply = _: whenSet to config;
        }
      );
      config = lib.setAttrByPath to (
        lib.mkIf old.isDefined (lib.mkOverride old.highestPrio (lib.mkMerge old.definitions))
      );
    };
  mkRenamedOptionModule = lib.mkAliasOptionModule;
  mkDerivedConfig =
    option: f: lib.mkOverride option.highestPrio (f option.value);
  mkAliasDefinitions = option: lib.mkIf option.isDefined (lib.mkMerge option.definitions);
  mkAssert = assertion: message: content: lib.mkIf (if assertion then true else throw "\nFailed assertion: ${message}") content;

  cli = rec {
    toGNUCommandLineShell = options: given: lib.escapeShellArgs (toGNUCommandLine options given);
    toGNUCommandLine =
      {
        mkOptionName ? (name: if stringLength name == 1 then "-${name}" else "--${name}"),
        mkBool ? (name: on: lib.optional on (mkOptionName name)),
        mkList ? (name: values: builtins.concatMap (mkOption name) values),
        mkOption ? (
          name: value:
          if value == null then
            [ ]
          else if optionValueSeparator == null then
            [
              (mkOptionName name)
              (lib.generators.mkValueStringDefault { } value)
            ]
          else
            [ "${mkOptionName name}${optionValueSeparator}${lib.generators.mkValueStringDefault { } value}" ]
        ),
        optionValueSeparator ? null,
      }:
      given:
      builtins.concatLists (
        lib.mapAttrsToList (
          name: value:
          if builtins.isBool value then
            mkBool name value
          else if isList value then
            mkList name value
          else
            mkOption name value
        ) given
      );
    toCommandLine =
      format: given:
      let
        one =
          name: value:
          let
            as = format name;
            words = (as.formatArg or (lib.generators.mkValueStringDefault { })) value;
          in
          if value == null || (!as.explicitBool && value == false) then
            [ ]
          else if !as.explicitBool && value == true then
            [ as.option ]
          else if as.sep != null then
            [ "${as.option}${as.sep}${words}" ]
          else
            [
              as.option
              words
            ];
      in
      builtins.concatLists (
        lib.mapAttrsToList (name: value: builtins.concatMap (one name) (lib.toList value)) given
      );
    toCommandLineGNU =
      {
        isLong ? (name: stringLength name > 1),
        explicitBool ? false,
        formatArg ? lib.generators.mkValueStringDefault { },
      }:
      toCommandLine (name: {
        option = if isLong name then "--${name}" else "-${name}";
        sep = if isLong name then "=" else "";
        inherit explicitBool formatArg;
      });
    toCommandLineShell = format: given: lib.escapeShellArgs (toCommandLine format given);
    toCommandLineShellGNU = options: given: lib.escapeShellArgs (toCommandLineGNU options given);
  };

  gvariant =
    let
      typed = type: value: {
        _type = "gvariant";
        inherit type value;
        __toString = self: "${lib.optionalString (type != "") "@${type} "}${toString value}";
      };
    in
    {
      mkUint32 = typed "u";
      mkInt32 = typed "i";
      mkUint16 = typed "q";
      mkInt64 = typed "x";
      mkUint64 = typed "t";
      mkDouble = typed "d";
      mkString = typed "s";
      mkBoolean = typed "b";
      mkTuple = typed "";
      mkArray = values: typed "a" values;
      mkEmptyArray = type: typed "a" [ ];
      mkDictionaryEntry = name: value: typed "" [ name value ];
      mkVariant = typed "v";
      mkNothing = type: typed "m" null;
      mkJust = typed "m";
    };

  # --- as text
  inherit (lib.generators) mkLuaInline;
  generators = rec {
    toJSON = _: builtins.toJSON;
    toYAML = toJSON;
    toPretty = _: lib.showValue;

    mkValueStringDefault =
      _: value:
      if builtins.isBool value then
        lib.boolToString value
      else if value == null then
        "null"
      else if builtins.isFloat value then
        lib.floatToString value
      else if isString value || builtins.isInt value || lib.isDerivation value then
        toString value
      else
        abort "generators.mkValueStringDefault: not supported: ${lib.showValue value}";
    mkKeyValueDefault =
      {
        mkValueString ? mkValueStringDefault { },
      }:
      separator: name: value:
      "${lib.escape [ separator ] name}${separator}${mkValueString value}";
    toKeyValue =
      {
        mkKeyValue ? mkKeyValueDefault { } "=",
        listsAsDuplicateKeys ? false,
        indent ? "",
      }:
      set:
      lib.concatStrings (
        builtins.concatLists (
          lib.mapAttrsToList (
            name: value:
            map (one: indent + mkKeyValue name one + "\n") (
              if listsAsDuplicateKeys then lib.toList value else [ value ]
            )
          ) set
        )
      );
    toINI =
      {
        mkSectionName ? lib.escape [
          "["
          "]"
        ],
        mkKeyValue ? mkKeyValueDefault { } "=",
        listsAsDuplicateKeys ? false,
      }:
      sections:
      lib.concatStringsSep "\n" (
        lib.mapAttrsToList (
          name: values: "[${mkSectionName name}]\n${toKeyValue { inherit mkKeyValue listsAsDuplicateKeys; } values}"
        ) sections
      );
    toINIWithGlobalSection =
      options:
      {
        globalSection,
        sections ? { },
      }:
      lib.optionalString (globalSection != { }) (
        toKeyValue (removeAttrs options [ "mkSectionName" ]) globalSection + "\n"
      )
      + toINI options sections;
    toGitINI =
      let
        section =
          path:
          let
            names = lib.reverseList path;
            quoted = if length names == 1 then "" else " \"${lib.concatStringsSep "." (tail names)}\"";
          in
          head names + quoted;
        line =
          name: value:
          let
            text = if builtins.isString value || lib.isStringLike value then quote (toString value) else mkValueStringDefault { } value;
          in
          "\t${name} = ${text}";
        quote =
          text: "\"${replaceStrings [ "\n" "\t" "\"" "\\" ] [ "\\n" "\\t" "\\\"" "\\\\" ] text}\"";
        go =
          path: set:
          let
            below = lib.filterAttrs (_: value: isAttrs value && !(lib.isDerivation value)) set;
            own = removeAttrs set (attrNames below);
          in
          lib.optionalAttrs (own != { }) { ${section (lib.reverseList path)} = own; }
          // lib.concatMapAttrs (name: go (path ++ [ name ])) below;
      in
      set:
      toINI {
        mkKeyValue = line;
        mkSectionName = lib.id;
        listsAsDuplicateKeys = true;
      } (go [ ] set);
    mkDconfKeyValue = mkKeyValueDefault { mkValueString = value: toString value; } "=";
    toDconfINI = toINI { mkKeyValue = mkDconfKeyValue; };

    mkLuaInline = expr: {
      _type = "lua-inline";
      inherit expr;
    };
    toLua =
      {
        multiline ? true,
        indent ? "",
        asBindings ? false,
      }:
      value:
      let
        deeper = "${indent}  ";
        start = if multiline then "\n${deeper}" else " ";
        end = if multiline then "\n${indent}" else " ";
        inner = toLua {
          inherit multiline;
          indent = if asBindings then indent else deeper;
        };
        table = parts: if parts == [ ] then "{}" else "{${start}${lib.concatStringsSep ",${start}" parts}${end}}";
      in
      if asBindings then
        lib.concatStrings (lib.mapAttrsToList (name: one: "${indent}${name} = ${inner one}\n") value)
      else if value == null then
        "nil"
      else if builtins.isPath value || lib.isDerivation value then
        builtins.toJSON "${value}"
      else if isList value then
        table (map inner value)
      else if lib.isType "lua-inline" value then
        "(${value.expr})"
      else if isAttrs value then
        table (lib.mapAttrsToList (name: one: "[${builtins.toJSON name}] = ${inner one}") value)
      else
        builtins.toJSON value;
  };
}
