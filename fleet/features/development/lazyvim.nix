{ mkFeature }:
mkFeature {
  title = "LazyVim";
  description = "Neovim set up as an IDE by LazyVim. LazyVim and its plugin manager come from nixpkgs; the plugins they name are fetched from GitHub at the first start. Language servers come from nixpkgs too: Mason, which would download them, is off.";
  category = "development";
  needs = [ "development.neovim" ];

  options =
    { lib, ... }:
    {
      extras = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "lang.nix"
          "lang.markdown"
        ];
        example = [
          "lang.python"
          "editor.fzf"
        ];
        description = "LazyVim's extras to load, by their names in `:LazyExtras`.";
      };
      colourScheme = lib.mkOption {
        type = lib.types.str;
        default = "tokyonight";
        description = "Colour scheme: \"tokyonight\" and \"catppuccin\" are there from the start.";
      };
    };

  home =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    let
      extras = lib.concatMapStrings (
        extra: "    { import = \"lazyvim.plugins.extras.${extra}\" },\n"
      ) cfg.extras;
    in
    {
      home.packages = [
        pkgs.fd
        pkgs.fzf
        pkgs.gcc
        pkgs.lazygit
        pkgs.lua-language-server
        pkgs.marksman
        pkgs.nil
        pkgs.nixfmt
        pkgs.ripgrep
        pkgs.stylua
        pkgs.tree-sitter
      ];

      xdg.configFile."nvim/init.lua".text = ''
        vim.g.mapleader = " "
        vim.opt.rtp:prepend("${pkgs.vimPlugins.lazy-nvim}")

        require("lazy").setup({
          spec = {
            { "LazyVim/LazyVim", dir = "${pkgs.vimPlugins.LazyVim}", import = "lazyvim.plugins" },
        ${extras}    { import = "plugins" },
          },
          defaults = { lazy = false, version = false },
          install = { colorscheme = { "${cfg.colourScheme}", "habamax" } },
          -- The folder of the configuration belongs to the host: what changes lives elsewhere.
          lockfile = vim.fn.stdpath("state") .. "/lazy-lock.json",
          rocks = { enabled = false },
          checker = { enabled = false },
        })
      '';

      # Other files in this folder are the person's own.
      xdg.configFile."nvim/lua/plugins/fleet.lua".text = ''
        return {
          { "LazyVim/LazyVim", opts = { colorscheme = "${cfg.colourScheme}" } },
          -- Programs that Mason downloads do not run here.
          { "mason-org/mason.nvim", enabled = false },
          { "mason-org/mason-lspconfig.nvim", enabled = false },
          { "neovim/nvim-lspconfig", opts = { servers = { lua_ls = {}, nil_ls = {}, marksman = {} } } },
        }
      '';
    };
}
