{
  config,
  lib,
  options,
  pkgs,
  ...
}:
let
  inherit (import ../declare.nix lib) flag maybe of text settings;
  inherit (lib) types;
  inherit (import ../plain.nix lib) enabledBelow fingerprintOf packageOf settle;

  file =
    { name, ... }:
    {
      options = {
        enable = flag true "Whether the file is made.";
        target = text name "Where it goes.";
        text = maybe types.lines "Content.";
        source = maybe types.path "File to link to.";
        executable = maybe types.bool "Whether it can be run.";
        recursive = flag false "Whether a folder is linked file by file.";
        force = flag false "Whether a file in the way is replaced.";
        onChange = of types.lines "" "What to run when it changed.";
      };
    };
  files = of (types.attrsOf (types.submodule file)) { };
  met = lib.filter (option: lib.head (own option.loc) != "_module" && option.highestPrio < 1500) (
    options._module.touched or (lib.collect lib.isOption (removeAttrs options [ "_module" ]))
  );
  own = lib.drop (builtins.length config.practice.prefix);
  # Every file by its place below the home folder.
  below = folder: lib.removePrefix "${config.home.homeDirectory}/" "${toString folder}/";
  placed =
    folder:
    lib.mapAttrs' (
      _: file: lib.nameValuePair (lib.removePrefix "${config.home.homeDirectory}/" (folder + file.target)) file
    );
  made = lib.filterAttrs (_: file: file.enable) (
    placed "" config.home.file
    // placed (below config.xdg.configHome) config.xdg.configFile
    // placed (below config.xdg.dataHome) config.xdg.dataFile
    // placed (below config.xdg.cacheHome) config.xdg.cacheFile
    // placed (below config.xdg.stateHome) config.xdg.stateFile
  );
  data = lib.filter (option: lib.head (own option.loc) != "practice") met;
  # home-manager.users.<name>.programs
  programs = enabledBelow (
    lib.setAttrByPath config.practice.prefix options // { inherit (options) _module; }
  ) (config.practice.prefix ++ [ "programs" ]);
in
{
  _file = ./options.nix;
  key = toString ./options.nix;
  options = {
    assertions = of (types.listOf types.unspecified) [ ] "What must hold.";
    warnings = of (types.listOf types.str) [ ] "What people should be told.";
    home = {
      stateVersion = text "25.11" "Release the data was made with.";
      username = lib.mkOption {
        type = types.str;
        description = "Name of the person.";
      };
      homeDirectory = lib.mkOption {
        type = types.path;
        description = "Home folder.";
      };
      packages = of (types.listOf types.package) [ ] "Packages of this person.";
      file = files "Files below the home folder.";
      sessionVariables =
        of
          (types.lazyAttrsOf (
            types.nullOr (
              types.oneOf [
                types.str
                types.path
                types.int
                types.float
                types.bool
              ]
            )
          ))
          { }
          "Environment variables of sessions.";
      shellAliases = of (types.attrsOf types.str) { } "Aliases of the shells.";
      sessionPath = of (types.listOf types.str) [ ] "Folders on the search path.";
    };
    xdg = {
      configHome = lib.mkOption {
        type = types.path;
        default = "${config.home.homeDirectory}/.config";
        description = "Folder of settings.";
      };
      dataHome = lib.mkOption {
        type = types.path;
        default = "${config.home.homeDirectory}/.local/share";
        description = "Folder of data.";
      };
      cacheHome = lib.mkOption {
        type = types.path;
        default = "${config.home.homeDirectory}/.cache";
        description = "Folder of what can be made again.";
      };
      stateHome = lib.mkOption {
        type = types.path;
        default = "${config.home.homeDirectory}/.local/state";
        description = "Folder of state.";
      };
      configFile = files "Files below the folder of settings.";
      dataFile = files "Files below the folder of data.";
      cacheFile = files "Files below the folder of what can be made again.";
      stateFile = files "Files below the folder of state.";
    };
    lib = of (types.attrsOf types.attrs) { } "Functions for modules.";
    practice = {
      prefix = lib.mkOption {
        type = types.listOf types.str;
        internal = true;
        default = [ ];
        description = "Where in the configuration of the host it stands.";
      };
      settled = lib.mkOption {
        type = types.bool;
        internal = true;
        default = lib.all (option: settle 8 option.value) data;
        description = "Looks at everything that is set.";
      };
      files = lib.mkOption {
        type = types.package;
        internal = true;
        default = import ../files.nix {
          inherit lib;
          build = pkgs.practiceBuild;
        } "home-manager-files" {
          texts = lib.mapAttrs (_: file: file.text) (lib.filterAttrs (_: file: file.text != null) made);
          sources = lib.mapAttrs (_: file: file.source) (
            lib.filterAttrs (_: file: file.text == null && file.source != null) made
          );
        };
        description = "What is linked into the home folder.";
      };
      fingerprint = lib.mkOption {
        type = types.str;
        internal = true;
        default = fingerprintOf (
          map (option: [
            (lib.concatStringsSep "." option.loc)
            option.value
          ]) data
        );
        description = "Changes when the settings do.";
      };
    };
  };

  config.home.packages = lib.concatMap (
    name: lib.filter (package: package != null) [ (packageOf pkgs config.programs.${name} name) ]
  ) programs;
}
