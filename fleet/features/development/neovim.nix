{ mkFeature }:
mkFeature {
  title = "Neovim";
  description = "Neovim as the editor of the system, with a small configuration without plugins that uses the language servers it finds.";
  category = "development";

  options =
    { lib, ... }:
    {
      defaultEditor = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether EDITOR names it.";
      };
      configuration = lib.mkOption {
        type = lib.types.enum [
          "small"
          "none"
        ];
        default = "small";
        description = "What people find in ~/.config/nvim: the fleet's small configuration, or nothing. LazyVim brings its own.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      programs.neovim = {
        enable = true;
        defaultEditor = cfg.defaultEditor;
        viAlias = true;
        vimAlias = true;
      };
      environment.systemPackages = [
        pkgs.fd
        pkgs.ripgrep
        pkgs.wl-clipboard
      ];
    };

  home =
    {
      cfg,
      config,
      lib,
      ...
    }:
    {
      xdg.configFile."nvim/init.lua" =
        lib.mkIf (cfg.configuration == "small" && !config.features.development.lazyvim.enable)
          { text = builtins.readFile ./neovim/init.lua; };
    };
}
