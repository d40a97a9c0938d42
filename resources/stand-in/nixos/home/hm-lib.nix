# lib.hm: what Home Manager adds to the library.
lib:
let
  inherit (lib.types) attrsOf;
in
{
  dag = rec {
    entryBetween = before: after: data: { inherit data before after; };
    entryAnywhere = entryBetween [ ] [ ];
    entryBefore = before: entryBetween before [ ];
    entryAfter = entryBetween [ ];
    entriesBetween =
      tag: before: after: entries:
      lib.listToAttrs (
        lib.imap0 (
          n: data:
          lib.nameValuePair "${tag}-${toString n}" (
            entryBetween (if n == builtins.length entries - 1 then before else [ ])
              (if n == 0 then after else [ "${tag}-${toString (n - 1)}" ])
              data
          )
        ) entries
      );
    entriesAnywhere = tag: entriesBetween tag [ ] [ ];
    entriesBefore = tag: before: entriesBetween tag before [ ];
    entriesAfter = tag: entriesBetween tag [ ];
  };
  types.dagOf = attrsOf;
  gvariant = {
    mkUint32 = value: value;
    mkInt32 = value: value;
    mkDouble = value: value;
    mkTuple = values: values;
    mkArray = _: values: values;
    mkEmptyArray = _: [ ];
  };
  generators = { };
  strings.storeFileName = name: "hm_" + builtins.replaceStrings [ " " "/" ] [ "_" "_" ] name;
}
