# What an evaluated NixOS configuration says about its options, as plain data.
#
#   introspect { prefix = [ "features" ]; … } configuration   -> [ record ]
#   introspect.facts configuration                            -> { hostName; stateVersion; system; drvPath; }
#   introspect.data depth value                               -> the value as data, that many levels of it
#
# `introspect` is this whole file as one expression: it imports nothing, so that the text can also be put
# into `nix eval --apply`. It needs only `.options` and `.config` of the configuration, from nixpkgs' lib or
# from the stand-in, and never builds.
#
# Arguments
#   prefix      option path to start at                          [ ]  all options
#   prefixes    several of them, in place of `prefix`
#   values      read values, priorities and definitions?         true
#   defaults    read defaults and examples' values?              true
#   only        dotted paths to read values of; null for all     null
#   skip        dotted paths never to read values of             [ ]
#   subOptions  describe the options inside submodules?          true
#   maxDepth    levels below a prefix to walk                    8
#
# A record
#   path            [ "features" "ai" "ollama" "enable" ]
#   type            { name; description; enum?; elem?; either?; }
#   description     text or null
#   hasDefault, default, example, readOnly, internal, visible
#   declarations    [{ file; line; column; }]; line and column are null where the option is put together
#                   by a function that stands in another file
#   isDefined       true also when only the default applies: look at `priority`
#   priority        50 mkForce, 100 plain, 1000 mkDefault, 1500 the default, 9999 nothing; null if not read
#   priorityName    "force" "normal" "default" "optionDefault" "override"
#   definitions     [{ file; value; }] of the winning priority only; weaker ones are gone after evaluation
#   value           present where it was read; `valueError` = true where reading it threw
#   sub             records inside a submodule; their values are placeholders
#
# A value that is not data is described instead: { _error = "throws"; } { _function = true; }
# { _derivation = name; } { _path = text; } { _literal = text; } { _truncated = kind; }.
#
# What can not be caught: tryEval stops `throw` and failed assertions only. A missing attribute, a type error
# of a builtin or infinite recursion ends the whole evaluation. So read twice: first with `values = false`
# and `defaults = false`, which forces names and types only, then with values; when that ends in an error that
# names an option, add it to `skip` and read again. The prefix itself is not guarded: a configuration
# whose modules can not be read is an error, never an empty list.
let
  inherit (builtins)
    attrNames
    concatMap
    concatStringsSep
    deepSeq
    elem
    foldl'
    genList
    isAttrs
    isBool
    isFloat
    isFunction
    isInt
    isList
    isPath
    isString
    length
    mapAttrs
    pathExists
    seq
    stringLength
    substring
    tryEval
    typeOf
    unsafeDiscardStringContext
    ;

  text = value: unsafeDiscardStringContext (toString value);

  # The value, or `fallback` if it or anything in it throws.
  caught =
    fallback: value:
    let
      tried = tryEval (deepSeq value value);
    in
    if tried.success then tried.value else fallback;

  kindOf =
    set:
    let
      kind = tryEval (set._type or set.type or null);
    in
    if kind.success && isString kind.value then kind.value else null;

  # Any value as data: total where tryEval can make it so, without store context, and of bounded depth.
  data =
    depth: value:
    let
      tried = tryEval value;
      v = tried.value;
      kind = kindOf v;
    in
    if !tried.success then
      { _error = "throws"; }
    else if isString v then
      text v
    else if v == null || isBool v || isInt v || isFloat v then
      v
    else if isPath v then
      { _path = text v; }
    else if isFunction v then
      { _function = true; }
    else if depth <= 0 then
      { _truncated = typeOf v; }
    else if isList v then
      map (data (depth - 1)) v
    else if !(isAttrs v) then
      { _truncated = typeOf v; }
    else if kind == "derivation" then
      { _derivation = data 1 (v.name or "?"); }
    else if kind == "literalExpression" then
      { _literal = data 1 v.text; }
    else if kind == "literalMD" then
      { _md = data 1 v.text; }
    else if kind == "option" || kind == "option-type" then
      { _truncated = kind; }
    else
      mapAttrs (_: data (depth - 1)) v;

  thrown = {
    _error = "throws";
  };

  prose =
    description:
    if description == null then
      null
    else if isAttrs description then
      text (description.text or "")
    else
      text description;

  describeType =
    depth: type:
    let
      payload = type.functor.payload or null;
      inner = type.nestedTypes or { };
      values =
        if isAttrs payload then
          payload.values or [ ]
        else if isList payload then
          payload
        else
          [ ];
      name = type.name or "unknown";
    in
    {
      inherit name;
      description = caught null (text (type.description or ""));
    }
    // (if name == "enum" then { enum = caught [ ] (data 2 values); } else { })
    // (
      if depth > 0 && inner ? elemType then
        { elem = caught null (describeType (depth - 1) inner.elemType); }
      else
        { }
    )
    // (
      if depth > 0 && name == "either" then
        {
          either = [
            (caught null (describeType (depth - 1) inner.left))
            (caught null (describeType (depth - 1) inner.right))
          ];
        }
      else
        { }
    );

  priorityNames = {
    "50" = "force";
    "100" = "normal";
    "1000" = "default";
    "1500" = "optionDefault";
  };

  endsWith =
    suffix: string:
    substring (stringLength string - stringLength suffix) (stringLength suffix) string == suffix;

  # Modules are often named by their folder.
  moduleFile =
    file:
    let
      name = text file;
      inFolder = name + "/default.nix";
    in
    if
      stringLength name > 4
      && substring 0 1 name == "/"
      && !(endsWith ".nix" name)
      && pathExists (/. + inFolder)
    then
      inFolder
    else
      name;

  declarationsOf =
    option:
    let
      files = option.declarations or [ ];
      positions = option.declarationPositions or [ ];
      place =
        n:
        let
          file = text (builtins.elemAt files n);
          position = if n < length positions then builtins.elemAt positions n else { };
          here = text (position.file or "") == file || text (position.file or "") == moduleFile file;
        in
        {
          file = moduleFile file;
          line = if here then position.line or null else null;
          column = if here then position.column or null else null;
        };
    in
    genList place (length files);

  withSubOptions = [
    "attrsOf"
    "lazyAttrsOf"
    "listOf"
    "nullOr"
    "submodule"
  ];

  introspect =
    {
      prefix ? [ ],
      prefixes ? [ prefix ],
      values ? true,
      defaults ? true,
      only ? null,
      skip ? [ ],
      subOptions ? true,
      maxDepth ? 8,
    }:
    configuration:
    let
      record =
        option:
        let
          path = map text option.loc;
          dotted = concatStringsSep "." path;
          read = values && (only == null || elem dotted only) && !(elem dotted skip);
          priority = if read then caught null (option.highestPrio or null) else null;
          isDefined = read && caught false (option.isDefined or false);
          value = data 5 option.value;
          valueRead = tryEval (deepSeq value value);
          below = caught [ ] (
            walk 3 (
              removeAttrs (option.type.getSubOptions option.loc) [
                "_module"
                "_freeformOptions"
              ]
            )
          );
        in
        {
          inherit path isDefined priority;
          type = caught {
            name = "unknown";
            description = null;
          } (describeType 3 (option.type or { }));
          description = caught null (prose (option.description or null));
          hasDefault = option ? default || option ? defaultText;
          default = caught thrown (
            if option ? defaultText then
              data 4 option.defaultText
            else if option ? default && defaults then
              data 4 option.default
            else
              null
          );
          example = if defaults then caught thrown (data 4 (option.example or null)) else null;
          readOnly = caught false (option.readOnly or false);
          internal = caught false (option.internal or false);
          visible = caught true (option.visible or true != false);
          declarations = caught [ ] (declarationsOf option);
          priorityName = if priority == null then null else priorityNames.${toString priority} or "override";
          definitions =
            if !read then
              [ ]
            else
              caught [ { value = thrown; } ] (
                map (definition: {
                  file = moduleFile definition.file;
                  value = caught thrown (data 4 definition.value);
                }) (option.definitionsWithLocations or [ ])
              );
        }
        // (
          if !isDefined then
            { }
          # A value that is an error as a whole is no value.
          else if valueRead.success && valueRead.value != thrown then
            { value = valueRead.value; }
          else
            {
              value = null;
              valueError = true;
            }
        )
        // (
          if subOptions && elem (option.type.name or "") withSubOptions && below != [ ] then
            { sub = below; }
          else
            { }
        );

      walk =
        depth: tree:
        let
          tried = tryEval tree;
          node = tried.value;
          recorded = tryEval (record node);
        in
        if !tried.success || depth < 0 || !(isAttrs node) then
          [ ]
        else if kindOf node == "option" then
          if recorded.success then [ recorded.value ] else [ ]
        else
          concatMap (name: if name == "_module" then [ ] else walk (depth - 1) node.${name}) (attrNames node);

      start = foldl' (tree: name: tree.${name} or { }) configuration.options;
    in
    concatMap (
      path:
      let
        tree = start path;
      in
      seq tree (walk maxDepth tree)
    ) prefixes;

  # Guarded one by one; null for what the configuration does not say. The message of an error is lost here:
  # evaluate the attribute alone to get it.
  facts =
    configuration:
    let
      say = value: caught null (if isString value then unsafeDiscardStringContext value else null);
      inherit (configuration) config;
    in
    {
      hostName = say (config.networking.hostName or null);
      stateVersion = say (config.system.stateVersion or null);
      system = say (config.nixpkgs.hostPlatform.system or null);
      drvPath = say (config.system.build.toplevel.drvPath or null);
    };
in
{
  __functor = _: introspect;
  inherit facts data;
}
