# The stand-in's own library: the parts of nixpkgs' `lib` that a fleet commonly calls, written anew.
let
  lib =
    import ./basics.nix lib
    // import ./attrsets.nix lib
    // import ./properties.nix lib
    // import ./options.nix lib
    // import ./modules.nix lib
    // {
      types = import ./types.nix lib;

      # The names people reach through: lib.strings.splitString and the like.
      attrsets = lib;
      lists = lib;
      modules = lib;
      options = lib;
      strings = lib;
      trivial = lib;

      maintainers = { };
      licenses = { };
      platforms = {
        linux = [
          "x86_64-linux"
          "aarch64-linux"
        ];
      };
    };
in
lib
