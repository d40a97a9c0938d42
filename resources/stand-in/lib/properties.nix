# Values with something said about them: a condition, a priority, an order.
lib:
let
  wrap = kind: fields: fields // { _type = kind; };
  kindOf = value: if builtins.isAttrs value then value._type or null else null;
in
{
  isType = kind: value: builtins.isAttrs value && value._type or null == kind;

  mkIf = condition: content: wrap "if" { inherit condition content; };
  mkMerge = contents: wrap "merge" { inherit contents; };

  # Lower numbers win. A plain definition counts as 100.
  mkOverride = priority: content: wrap "override" { inherit priority content; };
  mkVMOverride = lib.mkOverride 10;
  mkForce = lib.mkOverride 50;
  mkImageMediaOverride = lib.mkOverride 60;
  mkDefault = lib.mkOverride 1000;
  mkOptionDefault = lib.mkOverride 1500;
  defaultOverridePriority = 100;

  # Lower numbers come first. A plain definition counts as 1000.
  mkOrder = priority: content: wrap "order" { inherit priority content; };
  mkBefore = lib.mkOrder 500;
  mkAfter = lib.mkOrder 1500;
  defaultOrderPriority = 1000;

  # Undo mkMerge and mkIf: the values that remain, their priority and order still around them.
  dischargeProperties =
    value:
    let
      kind = kindOf value;
    in
    if kind == null then
      [ value ]
    else if kind == "merge" then
      builtins.concatMap lib.dischargeProperties value.contents
    else if kind == "if" then
      if builtins.isBool value.condition then
        if value.condition then lib.dischargeProperties value.content else [ ]
      else
        throw "mkIf called with a condition that is not a boolean"
    else
      [ value ];

  # A set with properties around it, as sets with the properties around each attribute. The names in it
  # are then known before any condition is looked at, which is what lets a condition read `config`.
  pushDownProperties =
    value:
    let
      kind = kindOf value;
    in
    if kind == null then
      [ value ]
    else if kind == "merge" then
      builtins.concatMap lib.pushDownProperties value.contents
    else if kind == "if" then
      map (builtins.mapAttrs (_: lib.mkIf value.condition)) (lib.pushDownProperties value.content)
    else if kind == "override" then
      map (builtins.mapAttrs (_: lib.mkOverride value.priority)) (lib.pushDownProperties value.content)
    else
      [ value ];

  # [{ file, value }] -> the definitions of the strongest priority only
  filterOverrides =
    definitions:
    let
      priority = definition: if kindOf definition.value == "override" then definition.value.priority else 100;
      highestPrio = builtins.foldl' (
        lowest: d:
        let
          own = priority d;
        in
        if own < lowest then own else lowest
      ) 9999 definitions;
      strip =
        definition:
        if kindOf definition.value == "override" then
          definition // { value = definition.value.content; }
        else
          definition;
    in
    {
      inherit highestPrio;
      values = map strip (builtins.filter (d: priority d == highestPrio) definitions);
    };

  sortProperties =
    definitions:
    let
      ordered = map (
        definition:
        if lib.isType "order" definition.value then
          definition
          // {
            value = definition.value.content;
            order = definition.value.priority;
          }
        else
          definition // { order = 1000; }
      ) definitions;
    in
    if builtins.any (definition: lib.isType "order" definition.value) definitions then
      map (definition: removeAttrs definition [ "order" ]) (builtins.sort (a: b: a.order < b.order) ordered)
    else
      definitions;
}
