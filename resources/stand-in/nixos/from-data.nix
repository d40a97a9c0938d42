# The options of options.json and home-options.json, which scripts/fleet/make-options.mjs makes from lists of
# options: their paths and types, without defaults. A default is put where reading could hardly mean anything
# else: "off" for what is enabled or opened, nothing for lists, sets, lines and what may be null, the toy of the
# name for packages.
#
#   import ./from-data.nix { lib, file, toyNames } -> { minus }
#
# `minus declared pkgs` are the options that `declared`, a tree of options written by hand, does not have: what is
# written by hand is better. Inside submodules both stand side by side.
{
  lib,
  file,
  toyNames,
  moved ? {
    renamed = { };
    removed = [ ];
  },
}:
let
  inherit (builtins)
    attrNames
    elemAt
    filter
    head
    isAttrs
    isInt
    isList
    isString
    mapAttrs
    tail
    ;
  inherit (lib) types;
  data = builtins.fromJSON (builtins.readFile file);

  inherit (import ./types.nix lib) atom unitValue value;
  words = {
    inherit (types)
      anything
      attrs
      bool
      float
      int
      number
      package
      path
      port
      raw
      str
      unspecified
      ;
    inherit atom unitValue value;
    atoms = types.either atom (types.listOf atom);
    nonEmpty = types.nonEmptyStr;
    positive = types.ints.positive;
    singleLine = types.singleLineStr;
    submodule = types.attrsOf types.anything;
    unsigned = types.ints.unsigned;
  };

  shared = map toType data.types;

  toType =
    encoded:
    if isInt encoded then
      elemAt shared encoded
    else if isString encoded then
      words.${encoded}
    else
      let
        word = head encoded;
        one = elemAt encoded 1;
        inner = toType one;
      in
      {
        inherit (types) enum;
        joined = types.separatedString;
        matching = types.strMatching;
        between = _: types.ints.between one (elemAt encoded 2);
        oneOf = _: types.oneOf (map toType (tail encoded));
        nullOr = _: types.nullOr inner;
        listOf = _: types.listOf inner;
        nonEmptyListOf = _: types.nonEmptyListOf inner;
        attrsOf = _: types.attrsOf inner;
        lazyAttrsOf = _: types.lazyAttrsOf inner;
        dagOf = _: types.attrsOf (entry inner);
        functionTo = _: types.functionTo inner;
        sub =
          _:
          types.submodule (
            { options = mapAttrs insideSubmodule one; }
            // lib.optionalAttrs (builtins.length encoded > 2) { freeformType = toType (elemAt encoded 2); }
          );
      }
      .${word}
        one;

  # What Home Manager puts in an order: the value itself, or what hm.dag makes of it.
  entry = type: type // { check = given: (isAttrs given && given ? data && given ? before) || type.check given; };

  wordOf =
    encoded:
    if isInt encoded then
      wordOf (elemAt data.types encoded)
    else if isList encoded then
      head encoded
    else
      encoded;

  off = name: builtins.match "enable|enable[A-Z].*|openFirewall|autoStart" name != null;
  defaultFor =
    name: word:
    {
      nullOr.default = null;
      listOf.default = [ ];
      attrsOf.default = { };
      lazyAttrsOf.default = { };
      dagOf.default = { };
      attrs.default = { };
      sub.default = { };
      joined.default = "";
      value.default = { };
      submodule.default = { };
      bool = lib.optionalAttrs (off name) { default = false; };
    }
    .${word} or { };

  toOption =
    name: encoded:
    lib.mkOption (
      {
        type = toType encoded;
        description = "See the options of NixOS or Home Manager.";
      }
      // defaultFor name (wordOf encoded)
    );

  # Whoever reads a whole submodule meets every option in it, so there none may be without a value.
  unset._unset = true;
  isUnset = given: isAttrs given && given ? _unset;
  insideSubmodule =
    name: node:
    if isAttrs node then
      mapAttrs insideSubmodule node
    else
      let
        option = toOption name node;
        inherit (option) type;
      in
      if option ? default then
        option
      else
        option
        // {
          default = unset;
          defaultText = lib.literalMD "not known";
          apply = given: if isUnset given then null else given;
          type = type // {
            check = given: isUnset given || type.check given;
            merge =
              loc: definitions:
              if lib.all (definition: isUnset definition.value) definitions then
                unset
              else
                type.merge loc definitions;
          };
        };

  without =
    path: tree:
    let
      name = head path;
    in
    if !(tree ? ${name}) then
      tree
    else if tail path == [ ] then
      removeAttrs tree [ name ]
    else
      tree // { ${name} = without (tail path) tree.${name}; };
  split = lib.splitString ".";
  renewed = lib.recursiveUpdate data.options (
    lib.foldl lib.recursiveUpdate { } (
      lib.mapAttrsToList (
        new: old: lib.setAttrByPath (split new) (lib.getAttrFromPath (split old) data.options)
      ) moved.renamed
    )
  );
  current = lib.foldl (tree: path: without (split path) tree) renewed (
    builtins.attrValues moved.renamed ++ moved.removed
  );

  # The nodes that are not written by hand; the same for every host.
  prune =
    declared: nodes:
    removeAttrs nodes (filter (name: declared ? ${name}) (attrNames nodes))
    // lib.concatMapAttrs (
      name: option:
      if !(nodes ? ${name}) then
        { }
      else if lib.isOption option then
        within option name nodes.${name}
      else if isAttrs nodes.${name} then
        { ${name} = prune option nodes.${name}; }
      else if isList nodes.${name} && head nodes.${name} == "sub" then
        # A submodule of which some options are written by hand one by one.
        { ${name} = prune option (elemAt nodes.${name} 1); }
      else
        { }
    ) declared;

  branch =
    pkgs: parent: name: node:
    if lib.isOption node then
      node
    else if isAttrs node then
      mapAttrs (branch pkgs name) node
    else if name == "package" && toyNames ? ${parent} then
      toOption name node // { default = pkgs.${parent}; }
    else
      toOption name node;

  # What a submodule written by hand does not have, declared as one more of the same type.
  within =
    option: name: node:
    let
      inherit (option) type;
      more = missing (type.getSubOptions [ ]) (submoduleIn node);
    in
    if isList node && type.getSubModules or null != null && submoduleIn node != null && more != { } then
      { ${name} = lib.mkOption { type = type.substSubModules [ { options = more; } ]; }; }
    else
      { };
  missing =
    declared: nodes:
    lib.concatMapAttrs (
      name: node:
      if !(declared ? ${name}) then
        { ${name} = insideSubmodule name node; }
      else if lib.isOption declared.${name} then
        { }
      else if isAttrs node then
        let
          more = missing declared.${name} node;
        in
        lib.optionalAttrs (more != { }) { ${name} = more; }
      else
        { }
    ) nodes;
  submoduleIn =
    encoded:
    if !(isList encoded) then
      null
    else if head encoded == "sub" then
      elemAt encoded 1
    else
      lib.findFirst (found: found != null) null (map submoduleIn (tail encoded));
in
{
  minus =
    declared:
    let
      rest = prune (removeAttrs declared [ "_module" ]) current;
    in
    pkgs: mapAttrs (branch pkgs "") rest;
}
