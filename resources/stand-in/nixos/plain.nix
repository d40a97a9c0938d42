# Looking at values whole: to find values of a wrong type, and to notice that settings changed.
lib: rec {
  settle =
    depth: value:
    if depth == 0 || lib.isDerivation value then
      true
    else if builtins.isList value then
      lib.all (settle (depth - 1)) value
    else if builtins.isAttrs value then
      lib.all (settle (depth - 1)) (builtins.attrValues value)
    else
      builtins.seq value true;

  # As data, whatever it is.
  plain =
    value:
    if lib.isDerivation value then
      value.name
    else if builtins.isAttrs value then
      lib.mapAttrs (_: plain) value
    else if builtins.isList value then
      map plain value
    else if lib.isFunction value then
      "function"
    else if builtins.isPath value then
      builtins.baseNameOf value
    else
      value;

  fingerprintOf =
    value: builtins.hashString "sha256" (builtins.unsafeDiscardStringContext (builtins.toJSON (plain value)));

  # The options below `path`. Our own module system knows which are defined at all, so that not all of NixOS need
  # be looked at.
  metBelow =
    options: path:
    let
      length = builtins.length path;
      first = lib.head path;
      isBelow = option: lib.head option.loc == first && lib.take length option.loc == path;
    in
    lib.filter isBelow (
      if options._module ? touched then
        if length < 2 then
          options._module.touched
        else
          options._module.touchedBelow.${lib.concatStringsSep "." (lib.take 2 path)} or [ ]
      else
        lib.collect lib.isOption (lib.attrByPath path { } options)
    );
  # Those of them that somebody has set.
  setBelow = options: path: lib.filter (option: option.highestPrio < 1500) (metBelow options path);

  # `apart`: names below `path` to leave out.
  fingerprintOfSet =
    options: path: apart:
    fingerprintOf (
      map
        (option: [
          (lib.concatStringsSep "." option.loc)
          option.value
        ])
        (
          lib.filter (option: !(lib.elem (lib.elemAt option.loc (builtins.length path)) apart)) (setBelow options path)
        )
    );

  # Names directly below `path` that are enabled and known by their options only.
  enabledBelow =
    options: path:
    map (option: lib.elemAt option.loc (builtins.length option.loc - 2)) (
      lib.filter (
        option:
        builtins.length option.loc == builtins.length path + 2
        && lib.last option.loc == "enable"
        && lib.any (file: lib.hasSuffix file (toString (lib.head option.declarations))) [
          "options.json"
          "newer.nix"
        ]
        && option.highestPrio < 1500
        && option.value == true
      ) (metBelow options path)
    );

  # The package somebody chose for it, else the toy of that name, else null.
  packageOf =
    pkgs: settings: name:
    let
      # Not every one has a default here.
      asked = builtins.tryEval (settings.package or null);
      chosen = if asked.success then asked.value else null;
    in
    if lib.isDerivation chosen then
      chosen
    else if pkgs ? ${name} && lib.isDerivation pkgs.${name} then
      pkgs.${name}
    else
      null;
}
