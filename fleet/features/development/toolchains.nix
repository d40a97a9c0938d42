{ mkFeature }:
mkFeature {
  title = "Toolchains";
  description = "Languages by a list, and mise for projects that name exact versions of them: what it downloads runs here too.";
  category = "development";
  brings = [
    "development.direnv"
    "nix.nix-ld"
  ];

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
      versionManager = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether mise is installed, which fetches the versions that a project names in mise.toml or .tool-versions.";
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

      environment.systemPackages = lib.optional cfg.versionManager pkgs.mise;
      # Compilers as their makers publish them: building them here would want headers that NixOS keeps elsewhere.
      environment.etc."mise/config.toml" = lib.mkIf cfg.versionManager {
        text = ''
          [settings]
          all_compile = false
        '';
      };
    };
}
