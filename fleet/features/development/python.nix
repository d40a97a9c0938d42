{ mkFeature }:
mkFeature {
  title = "Python";
  description = "Python with uv for projects, Ruff to lint and format, and Pyright for editors.";
  category = "development";

  options =
    { lib, ... }:
    {
      version = lib.mkOption {
        type = lib.types.enum [
          "3.11"
          "3.12"
          "3.13"
          "3.14"
        ];
        default = "3.13";
        description = "Python to install, and the one uv uses.";
      };
      downloads = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether uv may download other versions. They run only together with nix.nix-ld.";
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
      python = pkgs."python${lib.replaceStrings [ "." ] [ "" ] cfg.version}";
    in
    {
      environment.systemPackages = [
        python
        pkgs.pyright
        pkgs.ruff
        pkgs.uv
      ];
      environment.sessionVariables = {
        UV_PYTHON_DOWNLOADS = if cfg.downloads then "automatic" else "never";
        UV_PYTHON_PREFERENCE = if cfg.downloads then "managed" else "only-system";
      };
    };
}
