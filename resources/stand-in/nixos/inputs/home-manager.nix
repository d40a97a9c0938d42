# Home Manager as a module of NixOS: every person's settings are evaluated over the options of home-options.json
# and the few of ../home/.
{ config, lib, pkgs, ... }@outer:
let
  inherit (import ../declare.nix lib) flag maybe of text;
  inherit (lib) types;
  cfg = config.home-manager;

  homeLib = lib // {
    hm = import ../home/hm-lib.nix lib;
  };
  person = types.submoduleWith {
    description = "Home Manager module";
    specialArgs = {
      lib = homeLib;
      osConfig = config;
      nixosConfig = config;
      modulesPath = toString ../home;
    }
    // cfg.extraSpecialArgs;
    modules =
      import ../home lib
      ++ [
        (
          { name, ... }:
          {
            _module.args.pkgs = outer.pkgs;
            practice.prefix = [
              "home-manager"
              "users"
              name
            ];
            home.username = lib.mkOverride 1400 name;
            home.homeDirectory = lib.mkOverride 1400 (
              let
                inherit (config.users.users.${name} or { home = "/var/empty"; }) home;
              in
              if home == "/var/empty" then "/home/${name}" else home
            );
          }
        )
      ]
      ++ cfg.sharedModules;
  };
in
{
  _file = ./home-manager.nix;
  key = toString ./home-manager.nix;
  options.home-manager = {
    useGlobalPkgs = flag false "Whether the system's package set is used.";
    useUserPackages = flag false "Whether packages go to the profile of the user in /etc.";
    backupFileExtension = maybe types.str "What is put behind the name of a file that is in the way.";
    overwriteBackup = flag false "Whether an older backup is replaced.";
    verbose = flag false "Whether activation says more.";
    extraSpecialArgs = of types.attrs { } "More arguments for modules.";
    sharedModules = of (types.listOf types.raw) [ ] "Modules for everybody.";
    users = of (types.attrsOf person) { } "Settings by person.";
  };

  config = lib.mkIf (cfg.users != { }) {
    environment.systemPackages = lib.concatMap (user: user.home.packages) (
      builtins.attrValues cfg.users
    );
    assertions = lib.concatMap (
      name:
      map (
        assertion:
        assertion // { message = "${name} profile: ${assertion.message}"; }
      ) cfg.users.${name}.assertions
    ) (builtins.attrNames cfg.users);
    warnings = lib.concatMap (
      name: map (warning: "${name} profile: ${warning}") cfg.users.${name}.warnings
    ) (builtins.attrNames cfg.users);
    practice.units = lib.mapAttrs' (
      name: user:
      lib.nameValuePair "home-manager-${name}.service" {
        description = "Home Manager environment for ${name}";
        exec = "home-manager-generation activate ${user.practice.files}";
        inherit (user.practice) fingerprint;
      }
    ) cfg.users;
  };
}
