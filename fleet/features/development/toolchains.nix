{ mkFeature }:
mkFeature {
  title = "Toolchains";
  description = "Compilers and language tools for every user of the host.";
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
            "nix"
            "node"
            "python"
            "rust"
          ]
        );
        default = [ "nix" ];
        description = "Languages to install tools for.";
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
      tools = {
        c = [
          pkgs.gcc
          pkgs.gnumake
        ];
        go = [
          pkgs.go
          pkgs.gopls
        ];
        nix = [
          pkgs.nil
          pkgs.nixfmt
        ];
        node = [ pkgs.nodejs_22 ];
        python = [
          pkgs.python3
          pkgs.uv
        ];
        rust = [
          pkgs.cargo
          pkgs.rustc
        ];
      };
    in
    {
      environment.systemPackages = lib.concatMap (language: tools.${language}) (
        lib.unique cfg.languages
      );
    };
}
