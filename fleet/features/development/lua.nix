{ mkFeature }:
mkFeature {
  title = "Lua";
  description = "Lua with LuaRocks, the language server and a formatter, for scripts and for Neovim's configuration.";
  category = "development";

  options =
    { lib, ... }:
    {
      version = lib.mkOption {
        type = lib.types.enum [
          "5.1"
          "5.4"
          "jit"
        ];
        default = "5.4";
        description = "Lua to install: Neovim and many games use \"jit\".";
      };
    };

  config =
    { cfg, pkgs, ... }:
    let
      lua = {
        "5.1" = pkgs.lua5_1;
        "5.4" = pkgs.lua5_4;
        jit = pkgs.luajit;
      };
      rocks = {
        "5.1" = pkgs.lua51Packages.luarocks;
        "5.4" = pkgs.lua54Packages.luarocks;
        jit = pkgs.luajitPackages.luarocks;
      };
    in
    {
      environment.systemPackages = [
        lua.${cfg.version}
        rocks.${cfg.version}
        pkgs.lua-language-server
        pkgs.stylua
      ];
      # The system's rocks cannot be written to: `luarocks install` puts them into the person's own folder.
      environment.sessionVariables.LUAROCKS_CONFIG = "/etc/luarocks/config.lua";
      environment.etc."luarocks/config.lua".text = "local_by_default = true\n";
    };
}
