{ mkFeature }:
mkFeature {
  title = "C and C++";
  description = "A compiler, the usual build systems, clangd for editors and a debugger.";
  category = "development";

  options =
    { lib, ... }:
    {
      compiler = lib.mkOption {
        type = lib.types.enum [
          "gcc"
          "clang"
        ];
        default = "gcc";
        description = "Compiler that is called `cc`.";
      };
      buildSystems = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "autotools"
            "cmake"
            "meson"
          ]
        );
        default = [ "cmake" ];
        description = "Build systems beside make.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    let
      buildSystems = {
        autotools = [
          pkgs.autoconf
          pkgs.automake
          pkgs.libtool
        ];
        cmake = [
          pkgs.cmake
          pkgs.ninja
        ];
        meson = [
          pkgs.meson
          pkgs.ninja
        ];
      };
    in
    {
      environment.systemPackages = [
        pkgs.${cfg.compiler}
        pkgs.clang-tools
        pkgs.gdb
        pkgs.gnumake
        pkgs.pkg-config
      ]
      ++ lib.unique (lib.concatMap (name: buildSystems.${name}) cfg.buildSystems);
    };
}
