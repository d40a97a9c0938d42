# The stand-in's own library: the parts of nixpkgs' `lib` that a fleet commonly calls, written anew.
let
  lib =
    import ./basics.nix lib
    // import ./attrsets.nix lib
    // import ./properties.nix lib
    // import ./options.nix lib
    // import ./modules.nix lib
    // import ./more.nix lib
    // {
      types = import ./types.nix lib;
      inherit (lib.types) isOptionType mkOptionType;

      # The names people reach through: lib.strings.splitString and the like.
      asserts = lib;
      attrsets = lib;
      customisation = lib;
      debug = lib;
      fixedPoints = lib;
      meta = lib;
      sources = lib;
      lists = lib;
      modules = lib;
      options = lib;
      strings = lib;
      trivial = lib;

      maintainers = { };
      licenses = lib.genAttrs [
        "asl20"
        "bsd2"
        "bsd3"
        "cc0"
        "gpl2Only"
        "gpl3Only"
        "gpl3Plus"
        "isc"
        "mit"
        "mpl20"
        "unfree"
        "unlicense"
      ] (shortName: { inherit shortName; });
      teams = { };
      platforms = rec {
        linux = [
          "x86_64-linux"
          "aarch64-linux"
        ];
        all = linux;
        unix = linux;
        x86_64 = [ "x86_64-linux" ];
        aarch64 = [ "aarch64-linux" ];
      };
      systems = {
        flakeExposed = lib.platforms.linux;
        elaborate = platform: if builtins.isString platform then { system = platform; } else platform;
      };
    };
in
lib
