{ mkFeature }:
mkFeature {
  title = "Nix tools";
  description = "For writing Nix and understanding what it built: language server, formatter, linters, differences between systems.";
  category = "development";

  options =
    { lib, ... }:
    {
      languageServer = lib.mkOption {
        type = lib.types.enum [
          "nil"
          "nixd"
        ];
        default = "nil";
        description = "Language server: nil is quick, nixd evaluates and so completes options and packages.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      environment.systemPackages = [
        pkgs.${cfg.languageServer}
        pkgs.deadnix
        pkgs.nix-output-monitor
        pkgs.nix-tree
        pkgs.nixfmt
        pkgs.nixpkgs-review
        pkgs.nvd
        pkgs.statix
      ];
    };
}
