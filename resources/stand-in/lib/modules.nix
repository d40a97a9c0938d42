# evalModules: modules in, `options` and `config` out.
#
# 1. collect  every module and its imports, each once
# 2. declare  zip the option trees of all modules
# 3. define   hand every definition down the same tree
# 4. merge    per option: drop what is switched off, keep the strongest, order, check, merge by type
#
# Everything is lazy but the names: to know which options a module sets, its `config` is looked at as far
# as attribute names go, never at values or conditions.
lib:
let
  inherit (builtins)
    all
    attrNames
    concatMap
    filter
    functionArgs
    genericClosure
    head
    isAttrs
    isList
    mapAttrs
    zipAttrsWith
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

  # One module, whatever its spelling, as { file, key, imports, options, config }.
  normalise =
    file: key: module:
    let
      structured = module ? config || module ? options;
      unsupported = removeAttrs module structural;
      own = if structured then module.config or { } else removeAttrs module structural;
      where = module._file or file;
    in
    if structured && unsupported != { } then
      throw "Module `${toString where}' has an unsupported attribute `${head (attrNames unsupported)}'. This is caused by introducing a top-level `config' or `options' attribute. Add configuration attributes immediately on the top level instead, or move all of them into the explicit `config' attribute."
    else if module ? disabledModules then
      throw "Module `${toString where}' uses disabledModules, which Snowfleet's practice stand-in does not know."
    else
      {
        file = toString where;
        key = toString (module.key or key);
        imports = module.imports or [ ];
        options = module.options or { };
        config =
          if module ? freeformType then
            lib.mkMerge [
              own
              { _module.freeformType = module.freeformType; }
            ]
          else
            own;
      };

  # A module function gets the arguments it names; those that are not fixed come from _module.args.
  apply =
    f: args:
    f (
      args
      // mapAttrs (
        name: _: args.${name} or args.config._module.args.${name}
      ) (functionArgs f.__functor or f)
    );

  load =
    args: file: key: module:
    if lib.isFunction module then
      normalise file key (apply module args)
    else if isAttrs module then
      if module ? _type && module._type != "module" then
        normalise file key { config = module; }
      else
        normalise file key module
    else if isList module then
      throw "Module imports can't be nested lists (in `${toString file}')."
    else
      let
        loaded = import module;
      in
      normalise (toString module) (toString module) (
        if lib.isFunction loaded then apply loaded args else loaded
      );

  collect =
    args: modules:
    let
      nodes =
        file: key:
        lib.imap1 (
          n: module:
          let
            loaded = load args file "${key}:anon-${toString n}" module;
          in
          {
            inherit (loaded) key;
            module = loaded;
            children = nodes loaded.file loaded.key loaded.imports;
          }
        );
    in
    map (node: node.module) (genericClosure {
      startSet = nodes "<unknown-file>" "" modules;
      operator = node: node.children;
    });

  # [{ file, tree }] -> { name = [{ file, value, pos }]; }
  byName =
    sources:
    zipAttrsWith (_: found: found) (
      map (
        source:
        mapAttrs (name: value: {
          inherit (source) file;
          inherit value;
          pos = builtins.unsafeGetAttrPos name source.tree;
        }) source.tree
      ) sources
    );

  # [{ file, value }] -> [{ file, tree }], properties pushed towards the attributes
  definitionTrees =
    loc: definitions:
    concatMap (
      definition:
      map (
        tree:
        if isAttrs tree then
          {
            inherit (definition) file;
            inherit tree;
          }
        else
          throw "The option path `${lib.showOption loc}' is a set of options, but it is defined as something else:${lib.showDefs [ definition ]}"
      ) (lib.pushDownProperties definition.value)
    ) definitions;

  # -> { options = tree of evaluated options; unmatched = [{ loc, file, value }]; touched = [options that are
  # defined]; }
  mergeTree =
    loc: declarations: definitions:
    let
      declared = byName declarations;
      defined = byName (definitionTrees loc definitions);

      child =
        name: found:
        let
          here = loc ++ [ name ];
          mine = defined.${name} or [ ];
          options = filter (declaration: lib.isOption declaration.value) found;
        in
        if options == [ ] then
          mergeTree here (map (d: {
            inherit (d) file;
            tree =
              if isAttrs d.value then
                d.value
              else
                throw "The option `${lib.showOption here}' in `${d.file}' is declared as something that is neither an option nor a set of options.";
          }) found) mine
        else if builtins.length options == builtins.length found then
          let
            option = evalOption here options mine;
          in
          {
            options = option;
            unmatched = [ ];
            touched = [ option ];
          }
        else
          throw "The option `${lib.showOption here}' is declared both as an option and as a set of options, in ${lib.showFiles (map (d: d.file) found)}.";

      children = mapAttrs child declared;

      stray = concatMap (
        name:
        map (definition: {
          loc = loc ++ [ name ];
          inherit (definition) file value;
        }) defined.${name}
      ) (filter (name: !(declared ? ${name})) (attrNames defined));
      # Of the many options of NixOS a host sets few: nobody looks at the others.
      met = map (name: children.${name}) (filter (name: declared ? ${name}) (attrNames defined));
    in
    {
      options = mapAttrs (_: node: node.options) children;
      unmatched = stray ++ concatMap (node: node.unmatched) met;
      touched = concatMap (node: node.touched) met;
    };

  evalOption =
    loc: declarations: definitions:
    let
      option =
        if builtins.length declarations == 1 then
          (head declarations).value
        else if all (declaration: subModulesOf declaration != null) declarations then
          lib.mergeAttrsList (map (declaration: declaration.value) declarations)
        else
          throw "The option `${lib.showOption loc}' is declared more than once, in ${
            lib.showFiles (map (d: d.file) declarations)
          }.";
      # Modules written inside a type come from the file that declares the option.
      declaredType = option.type or lib.types.unspecified;
      type =
        if declaredType.getSubModules == null then
          declaredType
        else
          declaredType.substSubModules (
            concatMap (
              declaration: map (lib.setDefaultModuleLocation declaration.file) (subModulesOf declaration)
            ) declarations
          );
      subModulesOf = declaration: (declaration.value.type or lib.types.unspecified).getSubModules;
      given =
        lib.optional (option ? default) {
          inherit (head declarations) file;
          value = lib.mkOptionDefault option.default;
        }
        ++ map (definition: { inherit (definition) file value; }) definitions;
      merged = mergeDefinitions loc type (
        if option.readOnly or false && builtins.length given > 1 then
          throw "The option `${lib.showOption loc}' is read-only, but it's set multiple times. Definition values:${lib.showDefs definitions}"
        else
          given
      );
    in
    option
    // {
      inherit loc type;
      inherit (merged) isDefined;
      inherit (merged.winning) highestPrio;
      value = (option.apply or lib.id) merged.mergedValue;
      declarations = map (declaration: declaration.file) declarations;
      declarationPositions = map (
        declaration:
        if declaration.pos == null then
          {
            inherit (declaration) file;
            line = null;
            column = null;
          }
        else
          declaration.pos
      ) declarations;
      definitions = map (definition: definition.value) merged.sorted;
      definitionsWithLocations = merged.sorted;
      files = map (definition: definition.file) merged.sorted;
      __toString = _: lib.showOption loc;
    };

  # All definitions of one value -> the merged value, and how it came about.
  mergeDefinitions =
    loc: type: definitions:
    let
      discharged = concatMap (
        definition: map (value: definition // { inherit value; }) (lib.dischargeProperties definition.value)
      ) definitions;
      winning = lib.filterOverrides discharged;
      sorted = lib.sortProperties winning.values;
      isDefined = sorted != [ ];
      wrong = filter (definition: !(type.check definition.value)) sorted;
      mergedValue =
        if isDefined then
          if wrong == [ ] then
            type.merge loc sorted
          else
            throw "A definition for option `${lib.showOption loc}' is not of type `${type.description}'. Definition values:${lib.showDefs wrong}"
        else if type.emptyValue ? value then
          type.emptyValue.value
        else
          throw "The option `${lib.showOption loc}' was accessed but has no value defined. Try setting the option.";
    in
    {
      inherit
        isDefined
        mergedValue
        sorted
        winning
        ;
      optionalValue = if isDefined then { value = mergedValue; } else { };
    };

  valuesOf = mapAttrs (_: node: if lib.isOption node then node.value else valuesOf node);

  internals =
    { lib, ... }:
    {
      _file = "<module system>";
      options._module = {
        args = lib.mkOption {
          type = lib.types.lazyAttrsOf lib.types.raw;
          internal = true;
          description = "Further arguments for modules.";
        };
        check = lib.mkOption {
          type = lib.types.bool;
          internal = true;
          default = true;
          description = "Whether a definition without an option is an error.";
        };
        freeformType = lib.mkOption {
          type = lib.types.nullOr lib.types.raw;
          internal = true;
          default = null;
          description = "Type for definitions without an option.";
        };
      };
    };
in
{
  inherit mergeDefinitions;

  evalModules =
    {
      modules,
      prefix ? [ ],
      specialArgs ? { },
      class ? null,
      unknownOptionHint ? "",
    }@given:
    let
      args = {
        inherit
          config
          lib
          options
          specialArgs
          ;
      }
      // specialArgs;
      # Later modules come first where order shows, as in nixpkgs.
      collected = lib.reverseList (collect args (modules ++ [ internals ]));
      tree = mergeTree prefix (map (module: {
        inherit (module) file;
        tree = module.options;
      }) collected) (map (module: {
        inherit (module) file;
        value = module.config;
      }) collected);
      # For whoever wants to look at all that is defined, and at nothing else.
      options = tree.options // {
        _module = tree.options._module // {
          inherit (tree) touched;
          # By the first two parts of their path.
          touchedBelow = builtins.groupBy (option: lib.concatStringsSep "." (lib.take 2 option.loc)) tree.touched;
        };
      };
      declared = valuesOf tree.options;
      free = config._module.freeformType;

      config =
        if declared._module.freeformType == null then
          declared
        else
          lib.recursiveUpdate (freeValues declared._module.freeformType) declared;
      freeValues =
        type:
        if tree.unmatched == [ ] then
          { }
        else
          type.merge prefix (
            map (definition: {
              inherit (definition) file;
              value = lib.setAttrByPath (lib.drop (builtins.length prefix) definition.loc) definition.value;
            }) tree.unmatched
          );

      checked =
        if free == null && tree.unmatched != [ ] && config._module.check then
          let
            stray = head tree.unmatched;
          in
          throw "The option `${lib.showOption stray.loc}' does not exist. Definition values:${lib.showDefs [ stray ]}${unknownOptionHint}"
        else
          removeAttrs config [ "_module" ];
    in
    {
      _type = "configuration";
      inherit class options;
      config = checked;
      extendModules =
        {
          modules ? [ ],
          specialArgs ? { },
          prefix ? given.prefix or [ ],
        }:
        lib.evalModules (
          given
          // {
            inherit prefix;
            modules = given.modules ++ modules;
            specialArgs = given.specialArgs or { } // specialArgs;
          }
        );
    };

  setDefaultModuleLocation = file: module: {
    _file = file;
    imports = [ module ];
  };
}
