{ mkFeature }:
mkFeature {
  title = "Node.js";
  description = "Node.js 22 with the package managers projects ask for and the TypeScript language server.";
  category = "development";

  options =
    { lib, ... }:
    {
      packageManagers = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "bun"
            "corepack"
            "pnpm"
            "yarn"
          ]
        );
        default = [ "pnpm" ];
        description = "Package managers beside npm. \"corepack\" downloads the one that a project names, and is meant to stand alone.";
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
      packageManagers = {
        bun = pkgs.bun;
        corepack = pkgs.corepack_22;
        pnpm = pkgs.pnpm;
        yarn = pkgs.yarn-berry;
      };
    in
    {
      assertions = [
        {
          assertion =
            lib.elem "corepack" cfg.packageManagers
            -> !(lib.elem "pnpm" cfg.packageManagers || lib.elem "yarn" cfg.packageManagers);
          message = "features.development.node.packageManagers: corepack has commands called pnpm and yarn itself; name either corepack or those.";
        }
      ];

      environment.systemPackages = [
        pkgs.nodejs_22
        pkgs.typescript-language-server
      ]
      ++ map (manager: packageManagers.${manager}) (lib.unique cfg.packageManagers);

      # `npm install --global` puts programs into the person's own folder: Node's own cannot be written to.
      environment.sessionVariables.NPM_CONFIG_PREFIX = "$HOME/.local";
      environment.localBinInPath = true;
    };
}
