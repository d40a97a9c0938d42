# Turns a list of feature files into
#   catalogue  { "<category>.<name>" = plain data; }   needs no nixpkgs
#   modules    [ NixOS module ]
#   tests      { "<category>.<name>" = test; }
# The id of a feature is where its file stands: features/<category>/<name>.nix.
files:
let
  load =
    file:
    let
      parts = builtins.match ".*/([^/]+)/([^/]+)\\.nix" (toString file);
      folder = builtins.elemAt parts 0;
      name = builtins.elemAt parts 1;
      mkFeature = import ./mk-feature.nix { inherit file folder name; };
    in
    import file { inherit mkFeature; };

  loaded = map load files;

  known = builtins.listToAttrs (
    map (feature: {
      name = feature.data.id;
      value = true;
    }) loaded
  );

  # A misspelt id must not wait for the day somebody enables the feature.
  checked =
    { data, ... }:
    let
      named = data.brings ++ data.needs ++ map (conflict: conflict.feature) data.conflicts;
      unknown = builtins.filter (id: !(known ? ${id})) named;
    in
    if unknown == [ ] then
      data
    else
      throw "${data.file} names features that do not exist: ${builtins.concatStringsSep ", " unknown}";
in
{
  catalogue = builtins.listToAttrs (
    map (feature: {
      name = feature.data.id;
      value = checked feature;
    }) loaded
  );
  modules = map (feature: feature.module) loaded;
  # Those that stand in the features' own files, by id.
  tests = builtins.listToAttrs (
    map (feature: {
      name = feature.data.id;
      value = feature.test;
    }) (builtins.filter (feature: feature.test != null) loaded)
  );
}
