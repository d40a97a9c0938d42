{ mkFeature }:
mkFeature {
  title = "Toolchains";
  description = "Languages by a list, and a loader for the compilers and tools that they download themselves (rustup, uv, npm).";
  category = "development";
  brings = [ "development.direnv" ];

  options =
    { lib, ... }:
    {
      languages = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "c"
            "go"
            "java"
            "lua"
            "nix"
            "node"
            "python"
            "rust"
          ]
        );
        default = [ "nix" ];
        description = "Languages to switch on: each is a feature of its own, with options of its own.";
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
      wanted = language: lib.mkIf (lib.elem language cfg.languages) (lib.mkDefault true);
    in
    {
      features.development = {
        c.enable = wanted "c";
        go.enable = wanted "go";
        java.enable = wanted "java";
        lua.enable = wanted "lua";
        nix-tools.enable = wanted "nix";
        node.enable = wanted "node";
        python.enable = wanted "python";
        rust.enable = wanted "rust";
      };

      # Programs made for other distributions look for their loader and libraries where NixOS has none.
      programs.nix-ld = {
        enable = true;
        libraries = [
          pkgs.curl
          pkgs.icu
          pkgs.openssl
          pkgs.stdenv.cc.cc
          pkgs.zlib
        ];
      };
    };
}
