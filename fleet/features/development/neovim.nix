{ mkFeature }:
mkFeature {
  title = "Neovim";
  description = "Neovim as the editor of the system, with the tools its plugins call.";
  category = "development";

  options =
    { lib, ... }:
    {
      defaultEditor = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether EDITOR names it.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      programs.neovim = {
        enable = true;
        defaultEditor = cfg.defaultEditor;
        viAlias = true;
      };
      environment.systemPackages = with pkgs; [
        fd
        ripgrep
      ];
    };
}
