{ mkFeature }:
mkFeature {
  title = "Go";
  description = "Go with its language server, linter and debugger; modules are kept out of the way in the cache.";
  category = "development";

  options =
    { lib, ... }:
    {
      privateModules = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "git.example.org/*" ];
        description = "Modules that are fetched from their source, never through the public proxy.";
      };
      downloadToolchains = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether Go may download another version of itself when a project asks for it.";
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
        pkgs.delve
        pkgs.go
        pkgs.golangci-lint
        pkgs.gopls
      ];
      environment.sessionVariables = {
        GOPATH = "$HOME/.local/share/go";
        GOTOOLCHAIN = if cfg.downloadToolchains then "auto" else "local";
      }
      // lib.optionalAttrs (cfg.privateModules != [ ]) {
        GOPRIVATE = lib.concatStringsSep "," cfg.privateModules;
      };
    };
}
