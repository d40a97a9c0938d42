# Attribute sets.
lib:
let
  inherit (builtins)
    attrNames
    concatMap
    foldl'
    head
    isAttrs
    listToAttrs
    map
    mapAttrs
    tail
    zipAttrsWith
    ;
in
{
  nameValuePair = name: value: { inherit name value; };
  optionalAttrs = condition: set: if condition then set else { };
  isDerivation = v: isAttrs v && v.type or null == "derivation";
  isStorePath = v: lib.hasPrefix builtins.storeDir (toString v);
  getName = v: v.pname or (builtins.parseDrvName (v.name or v)).name;
  getVersion = v: v.version or (builtins.parseDrvName (v.name or v)).version;
  getExe = package: "${package}/bin/${package.meta.mainProgram or (lib.getName package)}";
  getExe' = package: name: "${package}/bin/${name}";
  getBin = package: package.bin or package;
  getLib = package: package.lib or package;
  makeBinPath = lib.concatMapStringsSep ":" (package: "${package}/bin");

  mapAttrs' = f: set: listToAttrs (map (name: f name set.${name}) (attrNames set));
  mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);
  attrsToList = lib.mapAttrsToList lib.nameValuePair;
  concatMapAttrs = f: set: lib.mergeAttrsList (lib.mapAttrsToList f set);
  mergeAttrsList = foldl' (merged: set: merged // set) { };
  mergeAttrs = a: b: a // b;
  filterAttrs =
    predicate: set: removeAttrs set (builtins.filter (name: !(predicate name set.${name})) (attrNames set));
  genAttrs = names: f: listToAttrs (map (name: lib.nameValuePair name (f name)) names);
  genAttrs' = xs: f: listToAttrs (map f xs);
  foldlAttrs =
    f: start: set:
    foldl' (acc: name: f acc name set.${name}) start (attrNames set);
  zipAttrs = zipAttrsWith (_: values: values);
  getAttrs = names: set: lib.genAttrs names (name: set.${name});
  attrVals = names: set: map (name: set.${name}) names;
  collect =
    predicate: set:
    if predicate set then
      [ set ]
    else if isAttrs set then
      concatMap (lib.collect predicate) (builtins.attrValues set)
    else
      [ ];

  hasAttrByPath =
    path: set:
    path == [ ]
    || (isAttrs set && set ? ${head path} && lib.hasAttrByPath (tail path) set.${head path});
  attrByPath =
    path: default: set:
    if path == [ ] then
      set
    else if isAttrs set && set ? ${head path} then
      lib.attrByPath (tail path) default set.${head path}
    else
      default;
  getAttrFromPath =
    path: lib.attrByPath path (throw "cannot find attribute `${lib.concatStringsSep "." path}'");
  setAttrByPath =
    path: value: if path == [ ] then value else { ${head path} = lib.setAttrByPath (tail path) value; };

  recursiveUpdateUntil =
    stop: a: b:
    let
      go =
        path:
        zipAttrsWith (
          name: values:
          let
            here = path ++ [ name ];
          in
          if builtins.length values == 1 then
            head values
          else if stop here (builtins.elemAt values 0) (builtins.elemAt values 1) then
            builtins.elemAt values 1
          else
            go here values
        );
    in
    go [ ] [
      a
      b
    ];
  recursiveUpdate = lib.recursiveUpdateUntil (_: a: b: !(isAttrs a && isAttrs b));
  mapAttrsRecursiveCond =
    descend: f:
    let
      go =
        path:
        mapAttrs (
          name: value:
          let
            here = path ++ [ name ];
          in
          if isAttrs value && descend value then go here value else f here value
        );
    in
    go [ ];
  mapAttrsRecursive = lib.mapAttrsRecursiveCond (_: true);
  filterAttrsRecursive =
    predicate: set:
    mapAttrs (_: value: if isAttrs value then lib.filterAttrsRecursive predicate value else value) (
      lib.filterAttrs predicate set
    );
  recurseIntoAttrs = set: set // { recurseForDerivations = true; };
}
