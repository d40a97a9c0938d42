{ mkFeature }:
mkFeature {
  title = "Helix";
  description = "A modal editor that needs no plugins: selections first, syntax trees and language servers built in.";
  category = "development";

  options =
    { lib, ... }:
    {
      theme = lib.mkOption {
        type = lib.types.str;
        default = "catppuccin_mocha";
        description = "One of the themes that come with Helix.";
      };
      defaultEditor = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether EDITOR names it.";
      };
    };

  home =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      programs.helix = {
        enable = true;
        defaultEditor = cfg.defaultEditor;
        extraPackages = [
          pkgs.marksman
          pkgs.nil
          pkgs.taplo
        ];
        settings = {
          theme = lib.mkDefault cfg.theme;
          editor = {
            line-number = "relative";
            bufferline = "multiple";
            cursor-shape.insert = "bar";
            file-picker.hidden = false;
            lsp.display-inlay-hints = true;
          };
        };
        languages.language = [
          {
            name = "nix";
            auto-format = true;
            formatter.command = lib.getExe pkgs.nixfmt;
          }
        ];
      };
    };
}
