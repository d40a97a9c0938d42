# What is wrong with the features as they describe themselves: a list of sentences, empty when all is well.
# Plain data in, plain data out; names that do not exist have been refused by load-features.nix already.
{
  catalogue,
  # Folder of the encrypted files.
  secrets,
}:
let
  inherit (builtins)
    attrNames
    concatLists
    concatMap
    concatStringsSep
    elem
    filter
    genericClosure
    ;

  ids = attrNames catalogue;
  feature = id: catalogue.${id};

  # Everything that is on when `id` is, whether it needs or brings it.
  withAll =
    next: id:
    map (node: node.key) (genericClosure {
      startSet = map (key: { inherit key; }) (next id);
      operator = node: map (key: { inherit key; }) (next node.key);
    });
  impliedBy = withAll (id: (feature id).needs ++ (feature id).brings);

  conflictsOf = id: map (conflict: conflict.feature) (feature id).conflicts;
  clash = a: b: elem b (conflictsOf a) || elem a (conflictsOf b);

  circles =
    field:
    map (id: "${id} ${field} itself, by way of ${concatStringsSep ", " (feature id).${field}}") (
      filter (id: elem id (withAll (other: (feature other).${field}) id)) ids
    );

  impossible = concatMap (
    id:
    let
      together = [ id ] ++ impliedBy id;
      pairs = concatMap (a: map (b: { inherit a b; }) (filter (b: a < b && clash a b) together)) together;
    in
    map (pair: "${id} can never be on: ${pair.a} and ${pair.b}, which it needs or brings, conflict") pairs
  ) ids;

  doubled = concatMap (
    id:
    map (other: "${id} and ${other} both write down that they conflict; one of them is enough") (
      filter (other: id < other && elem id (conflictsOf other)) (conflictsOf id)
    )
    ++ map (other: "${id} both needs and brings ${other}") (
      filter (other: elem other (feature id).brings) (feature id).needs
    )
  ) ids;

  unexplained = concatMap (
    id:
    map (conflict: "${id} does not say why it conflicts with ${conflict.feature}") (
      filter (conflict: conflict.reason or "" == "") (feature id).conflicts
    )
  ) ids;

  hardware = concatMap (
    id:
    map (kind: "${id} names the hardware ${kind}, which is none of amd, intel, nvidia") (
      filter (
        kind:
        !(elem kind [
          "amd"
          "intel"
          "nvidia"
        ])
      ) ((feature id).hardware.requires ++ (feature id).hardware.prefers)
    )
  ) ids;

  health = concatMap (
    id:
    map (_: "${id} has a health check that is none of unit, url, port, command") (
      filter (check: !(check ? unit || check ? url || check ? port || check ? command)) (feature id).health
    )
  ) ids;

  files = concatMap (
    id:
    map (name: "${id} reads the secret ${name}, which has no file secrets/${name}.age") (
      filter (name: !(builtins.pathExists (secrets + "/${name}.age"))) (feature id).secrets
    )
  ) ids;

  words = concatMap (
    id: map (field: "${id} has no ${field}") (filter (field: (feature id).${field} == "") [ "title" "description" ])
  ) ids;
in
concatLists [
  (circles "brings")
  (circles "needs")
  impossible
  doubled
  unexplained
  hardware
  health
  files
  words
]
