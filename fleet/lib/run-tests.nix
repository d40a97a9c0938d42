# Runs the module tests: for each feature a host that has it, and what its configuration should then say.
#
#   { <category>.<name> = [ problem ]; }      an empty list is a test that passed
#
# A test stands in tests/<category>.nix, or in the feature's own file as its field `test`. Its fields:
#
#   with      more of features.*; what the feature needs is switched on by itself
#   hardware  of the host; without it, what the features require
#   settings  the feature's own options
#   expect    nested; every leaf must be the evaluated value. `home` is Home Manager's configuration of one person.
#             has [ … ]   a list with these (text, or packages by name), a set with these names, or a text with these
#                         in it
#             absent      nothing defines it
{
  lib,
  probeHost,
  catalogue,
  tests,
}:
let
  inherit (builtins)
    all
    any
    attrNames
    concatMap
    elem
    filter
    isAttrs
    isList
    isString
    tryEval
    ;

  helpers = {
    has = wanted: {
      _expectation = "has";
      inherit wanted;
    };
    absent = {
      _expectation = "absent";
    };
  };

  # The feature and all that has to be on with it.
  closure =
    known: id:
    if elem id known then
      known
    else
      builtins.foldl' closure (known ++ [ id ]) (
        if catalogue ? ${id} then catalogue.${id}.needs ++ catalogue.${id}.brings else [ ]
      );

  # A card alone makes no computer.
  withProcessor =
    kinds:
    if kinds == [ "nvidia" ] then
      [
        "intel"
        "nvidia"
      ]
    else
      kinds;

  hardwareOf =
    ids:
    withProcessor (
      builtins.foldl' (
        have: id:
        let
          required = catalogue.${id}.hardware.requires;
        in
        if required == [ ] || any (kind: elem kind have) required then
          have
        else
          have ++ [ (builtins.head required) ]
      ) [ ] ids
    );

  split = lib.splitString ".";
  enable = id: { features = lib.setAttrByPath (split id ++ [ "enable" ]) (lib.mkDefault true); };

  # Features that `with` switches on itself.
  chosen =
    given:
    concatMap (
      category:
      map (name: "${category}.${name}") (
        filter (name: given.${category}.${name}.enable or false) (attrNames given.${category})
      )
    ) (attrNames given);

  hostFor =
    id: test:
    let
      more = filter (other: catalogue ? ${other}) (chosen (test."with" or { }));
      ids = builtins.foldl' closure [ ] ([ id ] ++ more);
    in
    probeHost {
      hardware = test.hardware or (hardwareOf ids);
      module.imports = map enable ids ++ [
        { features = test."with" or { }; }
        { features = lib.setAttrByPath (split id) (test.settings or { }); }
      ];
    };

  shown =
    value:
    if value ? type && value.type or null == "derivation" then
      "package ${nameOf value}"
    else if builtins.isFunction value then
      "a function"
    else
      let
        text = tryEval (builtins.toJSON (plain value));
      in
      if !text.success then
        "something that cannot be shown"
      else if builtins.stringLength text.value > 400 then
        "${builtins.substring 0 400 text.value}…"
      else
        text.value;

  # Data that JSON can show and == can compare: packages by name, no store context.
  plain =
    value:
    if isPackage value then
      nameOf value
    else if isString value || builtins.isPath value then
      builtins.unsafeDiscardStringContext (toString value)
    else if isAttrs value then
      builtins.mapAttrs (_: plain) value
    else if isList value then
      map plain value
    else if builtins.isFunction value then
      "a function"
    else
      value;

  isPackage = value: isAttrs value && (value.type or null) == "derivation";
  nameOf = package: builtins.unsafeDiscardStringContext (package.pname or package.name);

  # Members of package sets carry the set's name in front.
  isNamed =
    wanted: package:
    wanted == (package.name or "")
    || wanted == nameOf package
    || lib.hasSuffix "-${wanted}" (nameOf package);

  has =
    actual: wanted:
    if isString actual then
      isString wanted && lib.hasInfix wanted actual
    else if isList actual then
      any (
        item:
        plain item == plain wanted
        || (isPackage item && isString wanted && isNamed wanted item)
      ) actual
    else
      isAttrs actual && isString wanted && actual ? ${wanted};

  # Follows names into a value: { found; value; }
  follow =
    path: value:
    if path == [ ] then
      {
        found = true;
        inherit value;
      }
    else if isAttrs value && value ? ${builtins.head path} then
      follow (builtins.tail path) value.${builtins.head path}
    else
      { found = false; };

  # Follows names through the options, into the value of the option they end in.
  definedBy =
    path: option: value:
    if lib.isOption option then
      if option.isDefined && option.highestPrio < 1500 then
        let
          at = follow path option.value;
        in
        at.found && !(elem at.value [ null "" [ ] { } ])
      else
        false
    else if path != [ ] && isAttrs option && option ? ${builtins.head path} then
      definedBy (builtins.tail path) option.${builtins.head path} value
    else
      false;

  isLeaf =
    expected:
    !(isAttrs expected) || expected ? _expectation || isPackage expected || expected == { };

  compare =
    host: path: expected:
    let
      where = lib.concatStringsSep "." path;
      atHome = builtins.head path == "home";
      home = host.config.home-manager.users.admin;
      actual = if atHome then follow (builtins.tail path) home else follow path host.config;
      # An option without a value is an error to read.
      read =
        if actual.found then
          tryEval (builtins.deepSeq (plain actual.value) actual.value)
        else
          { success = false; };
      problem =
        if expected ? _expectation && expected._expectation == "absent" then
          if atHome then
            if actual.found && !(elem actual.value [ null false "" [ ] { } ]) then
              "${where} should not be set, but is ${shown actual.value}"
            else
              null
          else if definedBy path host.options host.config then
            "${where} should not be set, but is ${shown actual.value}"
          else
            null
        else if !actual.found then
          "${where} does not exist"
        else if !read.success then
          "${where} has no value"
        else if expected ? _expectation then
          let
            missing = filter (wanted: !(has read.value wanted)) expected.wanted;
          in
          if missing == [ ] then
            null
          else
            "${where} lacks ${lib.concatMapStringsSep ", " shown missing}; it is ${shown read.value}"
        else if plain read.value == plain expected then
          null
        else
          "${where} should be ${shown expected}, but is ${shown read.value}";
    in
    if isLeaf expected then
      lib.optional (problem != null) problem
    else
      concatMap (name: compare host (path ++ [ name ]) expected.${name}) (attrNames expected);

  run =
    id: test:
    let
      host = hostFor id test;
      failed = map (assertion: "an assertion fails: ${assertion.message}") (
        filter (assertion: !assertion.assertion) host.config.assertions
      );
    in
    builtins.addErrorContext "while testing the feature ${id}" (
      if test.expect or { } == { } then
        [ "its test expects nothing" ]
      else
        failed ++ compare host [ ] test.expect
    );

  own = (import ./load-features.nix (import ../features)).tests;
  inFiles = builtins.mapAttrs (_: file: file helpers) tests;
  loaded = builtins.foldl' (
    all: id:
    let
      path = split id;
    in
    if lib.hasAttrByPath path inFiles then
      throw "${id} has a test in its own file and another in tests/${builtins.head path}.nix"
    else
      lib.recursiveUpdate all (lib.setAttrByPath path (own.${id} helpers))
  ) inFiles (attrNames own);

  categories = lib.unique (map (id: builtins.head (split id)) (attrNames catalogue) ++ attrNames loaded);

  inCategory =
    category:
    let
      ofCatalogue = map (feature: lib.last (split feature)) (
        filter (id: builtins.head (split id) == category) (attrNames catalogue)
      );
      written = loaded.${category} or { };
    in
    lib.genAttrs (lib.unique (ofCatalogue ++ attrNames written)) (
      name:
      if !(elem name ofCatalogue) then
        [ "there is no such feature" ]
      else if !(written ? ${name}) then
        [ "it has no test" ]
      else
        run "${category}.${name}" written.${name}
    );
in
assert all isString categories;
lib.genAttrs categories inCategory
