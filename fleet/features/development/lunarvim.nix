{ mkFeature }:
mkFeature {
  title = "LunarVim";
  description = "A ready-made Neovim IDE under its own name, `lvim`, beside any other Neovim. Its plugins are fetched from GitHub at the first start. Its makers no longer work on it: NixOS 25.11 is the last release that has it.";
  category = "development";

  options =
    { lib, ... }:
    {
      formatOnSave = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether files are formatted when they are written.";
      };
      colourScheme = lib.mkOption {
        type = lib.types.str;
        default = "lunar";
        description = "Colour scheme to start with.";
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
      home.packages = [
        pkgs.lunarvim
        pkgs.lua-language-server
        pkgs.nil
      ];
      xdg.configFile."lvim/config.lua".text = ''
        lvim.colorscheme = "${cfg.colourScheme}"
        lvim.format_on_save.enabled = ${lib.boolToString cfg.formatOnSave}
        vim.opt.relativenumber = true

        -- Language servers come from nixpkgs: downloaded ones do not run here.
        lvim.lsp.installer.setup.automatic_installation = false
        require("lvim.lsp.manager").setup("nil_ls")
        require("lvim.lsp.manager").setup("lua_ls")

        -- Settings of your own, beside this file, if there are any.
        local own = get_config_dir() .. "/own.lua"
        if vim.fn.filereadable(own) == 1 then
          dofile(own)
        end
      '';
    };
}
