{ mkFeature }:
mkFeature {
  title = "Zed";
  description = "A quick graphical editor with language servers from nixpkgs. Its extensions are fetched at the first start.";
  category = "development";

  options =
    { lib, ... }:
    {
      extensions = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "nix"
          "toml"
        ];
        description = "Extensions of Zed's own catalogue to fetch.";
      };
      vimMode = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether keys work as in Vim.";
      };
      assistant = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether its AI features are shown.";
      };
    };

  home =
    { cfg, pkgs, ... }:
    {
      programs.zed-editor = {
        enable = true;
        extensions = cfg.extensions;
        extraPackages = [
          pkgs.nil
          pkgs.nixfmt
        ];
        userSettings = {
          auto_update = false;
          disable_ai = !cfg.assistant;
          load_direnv = "shell_hook";
          telemetry = {
            diagnostics = false;
            metrics = false;
          };
          vim_mode = cfg.vimMode;
          lsp.nil.initialization_options.formatting.command = [ "nixfmt" ];
          languages.Nix.language_servers = [
            "nil"
            "!nixd"
          ];
        };
      };
    };
}
