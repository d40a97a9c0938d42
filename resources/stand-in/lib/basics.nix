# Lists, strings, numbers and small helpers.
lib:
let
  inherit (builtins)
    concatStringsSep
    elem
    elemAt
    filter
    foldl'
    genList
    head
    isAttrs
    isBool
    isFunction
    isInt
    isList
    isString
    length
    map
    match
    replaceStrings
    stringLength
    substring
    tail
    toJSON
    ;
in
{
  inherit (builtins)
    add
    addErrorContext
    all
    any
    attrNames
    attrValues
    catAttrs
    compareVersions
    concatLists
    concatMap
    concatStringsSep
    deepSeq
    elem
    elemAt
    filter
    foldl'
    fromJSON
    functionArgs
    genList
    getAttr
    groupBy
    hasAttr
    head
    intersectAttrs
    isAttrs
    isBool
    isFloat
    isInt
    isList
    isPath
    isString
    length
    lessThan
    listToAttrs
    mapAttrs
    match
    mul
    partition
    pathExists
    readFile
    removeAttrs
    replaceStrings
    seq
    sort
    split
    splitVersion
    stringLength
    sub
    substring
    tail
    toJSON
    trace
    tryEval
    typeOf
    unsafeGetAttrPos
    zipAttrsWith
    ;

  # --- functions
  id = x: x;
  const = x: _: x;
  flip =
    f: a: b:
    f b a;
  pipe = foldl' (value: f: f value);
  isFunction = f: isFunction f || (isAttrs f && f ? __functor && isFunction (f.__functor f));
  toFunction = v: if lib.isFunction v then v else _: v;
  fix =
    f:
    let
      x = f x;
    in
    x;
  warn = message: builtins.trace "evaluation warning: ${message}";
  warnIf = condition: message: if condition then lib.warn message else lib.id;
  throwIf = condition: message: if condition then throw message else lib.id;
  throwIfNot = condition: lib.throwIf (!condition);
  assertMsg = ok: message: if ok then true else throw message;
  importJSON = file: builtins.fromJSON (builtins.readFile file);
  importTOML = file: builtins.fromTOML (builtins.readFile file);
  version = "25.11.stand-in";

  # --- booleans and numbers
  boolToString = b: if b then "true" else "false";
  boolToYesNo = b: if b then "yes" else "no";
  min = a: b: if a < b then a else b;
  max = a: b: if a > b then a else b;
  mod = a: b: a - b * (a / b);
  toInt =
    text:
    let
      parsed = builtins.fromJSON text;
    in
    if match "-?[0-9]+" text != null && isInt parsed then parsed else throw "Could not convert ${text} to int.";

  # --- lists
  singleton = x: [ x ];
  toList = x: if isList x then x else [ x ];
  range = first: last: if first > last then [ ] else genList (n: first + n) (last - first + 1);
  optional = condition: x: if condition then [ x ] else [ ];
  optionals = condition: xs: if condition then xs else [ ];
  flatten = x: if isList x then builtins.concatMap lib.flatten x else [ x ];
  last = xs: elemAt xs (length xs - 1);
  init = xs: lib.take (length xs - 1) xs;
  take = n: xs: genList (elemAt xs) (lib.min n (length xs));
  drop = n: xs: genList (i: elemAt xs (i + n)) (lib.max 0 (length xs - n));
  reverseList =
    xs:
    let
      n = length xs;
    in
    genList (i: elemAt xs (n - i - 1)) n;
  imap0 = f: xs: genList (n: f n (elemAt xs n)) (length xs);
  imap1 = f: xs: genList (n: f (n + 1) (elemAt xs n)) (length xs);
  unique = foldl' (seen: x: if elem x seen then seen else seen ++ [ x ]) [ ];
  allUnique = xs: length (lib.unique xs) == length xs;
  remove = x: filter (y: y != x);
  subtractLists = gone: filter (x: !(elem x gone));
  intersectLists = kept: filter (x: elem x kept);
  mutuallyExclusive = a: b: lib.intersectLists a b == [ ];
  count = predicate: xs: length (filter predicate xs);
  findFirst =
    predicate: default: xs:
    let
      found = filter predicate xs;
    in
    if found == [ ] then default else head found;
  foldr =
    f: nul: xs:
    if xs == [ ] then nul else f (head xs) (lib.foldr f nul (tail xs));
  fold = lib.foldr;
  foldl = foldl';
  zipListsWith =
    f: a: b:
    genList (n: f (elemAt a n) (elemAt b n)) (lib.min (length a) (length b));
  zipLists = lib.zipListsWith (fst: snd: { inherit fst snd; });
  naturalSort = builtins.sort (a: b: builtins.compareVersions a b < 0);
  sortOn = f: builtins.sort (a: b: f a < f b);
  cartesianProduct =
    sets:
    foldl' (
      acc: name: builtins.concatMap (partial: map (value: partial // { ${name} = value; }) sets.${name}) acc
    ) [ { } ] (builtins.attrNames sets);

  # --- strings
  concatStrings = concatStringsSep "";
  concatMapStrings = f: xs: lib.concatStrings (map f xs);
  concatMapStringsSep =
    separator: f: xs:
    concatStringsSep separator (map f xs);
  concatImapStringsSep =
    separator: f: xs:
    concatStringsSep separator (lib.imap1 f xs);
  concatLines = lib.concatMapStrings (line: line + "\n");
  intersperse =
    separator: xs:
    lib.drop 1 (
      builtins.concatMap (x: [
        separator
        x
      ]) xs
    );
  optionalString = condition: text: if condition then text else "";
  hasPrefix = prefix: text: substring 0 (stringLength prefix) text == prefix;
  hasSuffix =
    suffix: text:
    let
      start = stringLength text - stringLength suffix;
    in
    start >= 0 && substring start (stringLength suffix) text == suffix;
  hasInfix = infix: text: lib.length (lib.splitString infix text) > 1;
  removePrefix =
    prefix: text:
    if lib.hasPrefix prefix text then substring (stringLength prefix) (-1) text else text;
  removeSuffix =
    suffix: text:
    if lib.hasSuffix suffix text then substring 0 (stringLength text - stringLength suffix) text else text;
  splitString =
    separator: text:
    filter isString (builtins.split (lib.escapeRegex separator) (toString text));
  stringToCharacters = text: genList (n: substring n 1 text) (stringLength text);
  escape =
    characters: replaceStrings characters (map (character: "\\" + character) characters);
  escapeRegex = lib.escape (lib.stringToCharacters "\\[{()^$?*+|.");
  escapeNixString = text: lib.escape [ "$" ] (toJSON text);
  escapeShellArg =
    argument:
    let
      text = toString argument;
    in
    if match "[[:alnum:],._+:@%/-]+" text != null then text else "'${replaceStrings [ "'" ] [ "'\\''" ] text}'";
  escapeShellArgs = lib.concatMapStringsSep " " lib.escapeShellArg;
  toLower = replaceStrings (lib.stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ") (
    lib.stringToCharacters "abcdefghijklmnopqrstuvwxyz"
  );
  toUpper = replaceStrings (lib.stringToCharacters "abcdefghijklmnopqrstuvwxyz") (
    lib.stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  );
  trim =
    text:
    let
      parts = match "[ \t\r\n]*(.*[^ \t\r\n])[ \t\r\n]*" text;
    in
    if parts == null then "" else head parts;
  fixedWidthNumber =
    width: n:
    let
      text = toString n;
    in
    lib.concatStrings (genList (_: "0") (lib.max 0 (width - stringLength text))) + text;
  versionAtLeast = a: b: builtins.compareVersions a b >= 0;
  versionOlder = a: b: builtins.compareVersions a b < 0;

  # A value in the words of Nix, for messages: short, and never failing on functions.
  showValue =
    value:
    if isString value then
      toJSON (builtins.unsafeDiscardStringContext value)
    else if value == null || isBool value || isInt value || builtins.isFloat value then
      toJSON value
    else if builtins.isPath value then
      toString value
    else if isList value then
      "[ ${lib.concatMapStringsSep " " lib.showValue (lib.take 8 value)} ]"
    else if isFunction value then
      "<function>"
    else if lib.isDerivation value then
      "<derivation ${value.name or "?"}>"
    else
      "{ ${lib.concatMapStringsSep " " (name: "${name} = …;") (lib.take 8 (builtins.attrNames value))} }";
}
