{ mkFeature }:
mkFeature {
  title = "Documentation tools";
  description = "Write and turn documents: Markdown, Typst, books, diagrams; LaTeX where it has to be.";
  category = "development";

  options =
    { lib, ... }:
    {
      latex = lib.mkOption {
        type = lib.types.enum [
          "none"
          "small"
          "medium"
          "full"
        ];
        default = "none";
        description = "How much of TeX Live to install; \"full\" takes several gigabytes.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      environment.systemPackages = [
        pkgs.d2
        pkgs.glow
        pkgs.graphviz
        pkgs.mdbook
        pkgs.pandoc
        pkgs.typst
        pkgs.vale
      ]
      ++ lib.optional (cfg.latex != "none") pkgs."texlive${
        {
          small = "Small";
          medium = "Medium";
          full = "Full";
        }
        .${cfg.latex}
      }";
    };
}
