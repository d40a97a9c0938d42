# A list of feature files as a list of modules.
files:
map (
  file:
  let
    parts = builtins.match ".*/([^/]+)/([^/]+)\\.nix" (toString file);
    mkFeature = import ./mk-feature.nix {
      inherit file;
      category = builtins.elemAt parts 0;
      name = builtins.elemAt parts 1;
    };
  in
  import file { inherit mkFeature; }
) files
