# What modules write down, before it is merged: every definition with its conditions decided, as a list of
#
#   { file; value; options; }
#
# and, for values, the places in them that somebody filled in. Works from the modules themselves and not from the
# evaluated options, so that the cost is what a module writes and not what NixOS knows.
let
  inherit (builtins)
    attrNames
    concatMap
    elem
    functionArgs
    isAttrs
    isBool
    isFloat
    isFunction
    isInt
    isList
    isPath
    isString
    mapAttrs
    tryEval
    ;

  structural = [
    "_class"
    "_file"
    "config"
    "disabledModules"
    "freeformType"
    "imports"
    "key"
    "meta"
    "options"
  ];

  isDerivation = value: isAttrs value && (value.type or null) == "derivation";

  # args: what module functions are called with.
  collect =
    args: file: module:
    if isFunction module then
      collect args file (module (args // mapAttrs (name: _: args.${name}) (functionArgs module)))
    else if isAttrs module then
      let
        structured = module ? config || module ? options;
        own = if structured then module.config or { } else removeAttrs module structural;
        here = toString (module._file or file);
      in
      [
        {
          file = here;
          value = own;
          options = module.options or { };
        }
      ]
      ++ concatMap (collect args here) (module.imports or [ ])
    else
      collect args (toString module) (import module);

  # Without mkIf, mkMerge, mkOverride and mkOrder: the values that remain.
  discharge =
    value:
    let
      kind = if isAttrs value then value._type or null else null;
    in
    if kind == "merge" then
      concatMap discharge value.contents
    else if kind == "if" then
      if value.condition then discharge value.content else [ ]
    else if kind == "override" || kind == "order" then
      discharge value.content
    else
      [ value ];

  # Paths of the options in a tree of declarations.
  declared =
    path: tree:
    if isAttrs tree && (tree._type or null) == "option" then
      [ path ]
    else if isAttrs tree then
      concatMap (name: declared (path ++ [ name ]) tree.${name}) (attrNames tree)
    else
      [ ];

  isTree = value: isAttrs value && !(isDerivation value) && !(value ? _type) && value != { };

  # Paths of the leaves. Lists of sets are gone into, as "*", where `lists` says so.
  leaves =
    lists: path: value:
    let
      tried = tryEval (discharge value);
    in
    if !tried.success then
      [ path ]
    else
      concatMap (
        one:
        if isTree one then
          concatMap (name: leaves lists (path ++ [ name ]) one.${name}) (attrNames one)
        else if lists && isList one then
          [ path ] ++ concatMap (item: if isTree item then leaves lists (path ++ [ "*" ]) item else [ ]) one
        else
          [ path ]
      ) tried.value;

  # Any value as data.
  data =
    depth: value:
    let
      tried = tryEval value;
      v = tried.value;
    in
    if !tried.success then
      { "#error" = true; }
    else if isString v || isPath v then
      builtins.unsafeDiscardStringContext (toString v)
    else if v == null || isBool v || isInt v || isFloat v then
      v
    else if isFunction v then
      { "#function" = true; }
    else if depth == 0 then
      { "#deep" = true; }
    else if isList v then
      map (data (depth - 1)) v
    else if isDerivation v then
      { "#package" = builtins.unsafeDiscardStringContext (v.pname or v.name); }
    else
      mapAttrs (_: data (depth - 1)) v;

  # The value at a path, as data; { "#absent" = true; } where there is none.
  at =
    path: value:
    let
      tried = tryEval value;
    in
    if !tried.success then
      { "#error" = true; }
    else if path == [ ] then
      data 8 tried.value
    else if isAttrs tried.value && tried.value ? ${builtins.head path} then
      at (builtins.tail path) tried.value.${builtins.head path}
    else if isAttrs tried.value && !(isDerivation tried.value) then
      { "#absent" = true; }
    else
      # The value took another shape than it was written in.
      data 8 tried.value;
in
{
  inherit
    at
    collect
    data
    declared
    discharge
    leaves
    ;

  # Not part of what a module configures.
  ignored = name: elem name [ "assertions" "features" "warnings" ];
}
