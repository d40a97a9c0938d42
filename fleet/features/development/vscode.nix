{ mkFeature }:
mkFeature {
  title = "Visual Studio Code";
  description = "The editor with extensions from nixpkgs: Nix, direnv, remote hosts, and those for each language that is switched on here.";
  category = "development";

  options =
    { lib, ... }:
    {
      build = lib.mkOption {
        type = lib.types.enum [
          "microsoft"
          "free"
        ];
        default = "microsoft";
        description = "Microsoft's build, which is not free software, or VSCodium, which has no telemetry and cannot use some of Microsoft's extensions.";
      };
      extensions = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "esbenp.prettier-vscode" ];
        description = "More extensions, by their names in the marketplace, as far as nixpkgs has them.";
      };
      formatOnSave = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether files are formatted when they are saved.";
      };
      ownExtensions = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether people may install extensions beside these.";
      };
    };

  home =
    {
      cfg,
      config,
      lib,
      pkgs,
      ...
    }:
    let
      microsoft = cfg.build == "microsoft";
      languages = {
        c = [ "llvm-vs-code-extensions.vscode-clangd" ];
        go = [ "golang.go" ];
        java = [ "redhat.java" ];
        lua = [ "sumneko.lua" ];
        node = [
          "dbaeumer.vscode-eslint"
          "esbenp.prettier-vscode"
        ];
        python = [
          "charliermarsh.ruff"
          "ms-python.python"
        ];
        rust = [ "rust-lang.rust-analyzer" ];
      };
      names = [
        "editorconfig.editorconfig"
        "jnoortheen.nix-ide"
        "mkhl.direnv"
      ]
      ++ lib.optional microsoft "ms-vscode-remote.remote-ssh"
      ++ lib.concatLists (
        lib.mapAttrsToList (
          language: lib.optionals config.features.development.${language}.enable
        ) languages
      )
      ++ cfg.extensions;
    in
    {
      programs.vscode = {
        enable = true;
        package = if microsoft then pkgs.vscode else pkgs.vscodium;
        mutableExtensionsDir = cfg.ownExtensions;
        profiles.default = {
          enableUpdateCheck = false;
          enableExtensionUpdateCheck = false;
          extensions = map (
            name: lib.getAttrFromPath (lib.splitString "." name) pkgs.vscode-extensions
          ) (lib.unique names);
          userSettings = {
            "editor.formatOnSave" = cfg.formatOnSave;
            "editor.bracketPairColorization.enabled" = true;
            "extensions.autoUpdate" = false;
            "files.insertFinalNewline" = true;
            "files.trimTrailingWhitespace" = true;
            "git.autofetch" = true;
            "nix.enableLanguageServer" = true;
            "nix.serverPath" = lib.getExe pkgs.nil;
            "nix.serverSettings".nil.formatting.command = [ (lib.getExe pkgs.nixfmt) ];
            "telemetry.telemetryLevel" = "off";
          };
        };
      };
    };
}
