# Evaluates many hosts in one process. `jobs` is a JSON file: a list of
#
#   { name; hardware = [ … ]; on = [ id ]; off = [ id ]; settings?; want = [ … ]; id?; host?; unchecked?; }
#
# Either a host nobody owns with the features `on` and without those `off`, or, with `host`, one of the fleet's own.
# `settings` are those of features, by id. With `unchecked`, settings for options that do not exist are passed over: a
# check of its own finds those.
# The answer is a list of { name; … } with what `want` asks for:
#
#   failed    messages of the assertions that do not hold
#   on        ids of the features that are on after all
#   drv       the derivation of the whole system
#   changes   of feature `id`: [ { path; before; after; } ] outside features.*, beside the same host without it
#   values    the value of everything that features and modules define, by path
#   options   names of the options that feature `id` has of its own
#   described the options of all features, by id: [ { name; type; default; description; } ]
#   rendered  what programs with files of their own would read; see rendered.nix
#   declared  paths of all options that features, or a host's modules, declare
#   paths     option paths that are defined: by feature `id`, or by everything a host is made of besides features
{
  fleet,
  standIn,
  jobs,
  nixpkgsLib ? null,
}:
let
  inherit (import ./outputs.nix { inherit fleet standIn nixpkgsLib; })
    inputs
    lib
    outputs
    packages
    ;
  definitions = import ./definitions.nix;
  inherit (builtins) attrNames concatMap elem filter;

  catalogue = outputs.features;
  ids = attrNames catalogue;
  split = lib.splitString ".";
  isOn = config: id: (lib.getAttrFromPath ([ "features" ] ++ split id) config).enable;

  # The features' own modules, by id.
  files = import (fleet + "/features");
  loaded = (import (fleet + "/lib/load-features.nix") files).modules;
  idOf =
    file:
    let
      parts = builtins.match ".*/([^/]+)/([^/]+)\\.nix" (toString file);
    in
    "${builtins.elemAt parts 0}.${builtins.elemAt parts 1}";
  moduleOf = builtins.listToAttrs (
    lib.imap0 (n: file: {
      name = idOf file;
      value = builtins.elemAt loaded n;
    }) files
  );

  # Inputs whose modules are empty: what others write is theirs to answer for.
  silent = builtins.mapAttrs (
    _: input:
    input
    // {
      nixosModules = builtins.mapAttrs (_: _: { }) (input.nixosModules or { });
      homeModules = builtins.mapAttrs (_: _: { }) (input.homeModules or { });
    }
  ) inputs;

  probe =
    job:
    outputs.lib.probeHost {
      inherit (job) hardware;
      module.imports =
        map (id: { features = lib.setAttrByPath (split id ++ [ "enable" ]) true; }) job.on
        ++ map (id: { features = lib.setAttrByPath (split id ++ [ "enable" ]) (lib.mkForce false); }) job.off
        ++ lib.mapAttrsToList (id: set: { features = lib.setAttrByPath (split id) set; }) (job.settings or { })
        ++ lib.optional (job.unchecked or false) { _module.check = false; };
    };

  argsFor = host: {
    inherit (host) config options;
    inherit lib;
    pkgs = host.pkgs or packages;
    inputs = silent;
    modulesPath = "/modules";
  };

  homeOf = host: host.config.home-manager.users.admin;

  # Definitions of modules as { home; value; }: a set for NixOS, or a module for Home Manager.
  written =
    host: modules:
    concatMap (
      definition:
      concatMap (
        value:
        let
          shared = concatMap (modules: concatMap definitions.discharge modules) (
            concatMap definitions.discharge (
              concatMap (one: lib.optional (one ? sharedModules) one.sharedModules) (
                definitions.discharge (value.home-manager or { })
              )
            )
          );
          homeArgs = {
            config = homeOf host;
            osConfig = host.config;
            options = { };
            inherit lib;
            pkgs = host.pkgs or packages;
          };
        in
        [
          {
            home = false;
            value = removeAttrs value (filter definitions.ignored (attrNames value));
          }
        ]
        ++ map (one: {
          home = true;
          inherit (one) value;
        }) (concatMap (definitions.collect homeArgs "home") shared)
      ) (definitions.discharge definition.value)
    ) (concatMap (definitions.collect (argsFor host) "fleet") modules);

  # What is set up at home is looked at as such, and not as a list of modules.
  # What is looked at after a deploy is no change of what a host is.
  isHealth = path: lib.take 2 path == [ "snowfleet" "health" ];
  isHomeModules = path: lib.take 2 path == [ "home-manager" "sharedModules" ];

  pathsOf =
    lists: one:
    filter (path: path != [ ] && !(isHealth path) && (one.home || lists || !(isHomeModules path))) (
      definitions.leaves lists [ ] one.value
    );

  changes =
    job: before: after:
    concatMap (
      one:
      concatMap (
        path:
        let
          look = host: definitions.at path (if one.home then homeOf host else host.config);
          was = look before;
          is = look after;
        in
        lib.optional (was != is) {
          path = lib.optional one.home "home" ++ path;
          before = was;
          after = is;
        }
      ) (lib.unique (pathsOf false one))
    ) (written after [ moduleOf.${job.id} ]);

  paths =
    host: modules:
    lib.unique (
      concatMap (one: map (path: lib.optional one.home "~home" ++ path) (pathsOf true one)) (written host modules)
    );

  # Values at every path that a module of the host or a feature that is on writes to.
  values =
    host:
    let
      modules =
        modulesOf { host = host.config.networking.hostName; }
        ++ map (id: moduleOf.${id}) (filter (isOn host.config) ids);
    in
    builtins.listToAttrs (
      concatMap (
        one:
        map (path: {
          name = lib.concatStringsSep "." (lib.optional one.home "home" ++ path);
          value = definitions.at path (if one.home then homeOf host else host.config);
        }) (pathsOf false one)
      ) (written host modules)
    );

  # A feature's own options, as people read of them.
  describe =
    prefix: tree:
    concatMap (
      name:
      let
        option = tree.${name};
        path = prefix ++ [ name ];
      in
      if lib.isOption option then
        [
          {
            name = lib.concatStringsSep "." path;
            type = builtins.unsafeDiscardStringContext option.type.description;
            description = option.description or "";
            default =
              if option ? defaultText then
                definitions.data 2 (option.defaultText.text or option.defaultText)
              else if option ? default then
                builtins.toJSON (definitions.data 6 option.default)
              else
                null;
          }
        ]
      else
        describe path option
    ) (filter (name: !(prefix == [ ] && name == "enable")) (attrNames tree));

  described =
    host:
    lib.genAttrs ids (id: describe [ ] (lib.getAttrFromPath ([ "features" ] ++ split id) host.options));

  modulesOf =
    job:
    if job ? host then
      import (fleet + "/modules") silent ++ [ (fleet + "/hosts/${job.host}") ]
    else
      [ moduleOf.${job.id} ];

  failed =
    host: map (assertion: assertion.message) (filter (assertion: !assertion.assertion) host.config.assertions);

  # Hosts to compare with, each evaluated once: many features need nothing.
  withoutOwn = job: job // { on = filter (id: id != job.id) job.on; };
  keyOf = job: builtins.toJSON { inherit (job) hardware off on; };
  wanted = builtins.fromJSON (builtins.readFile jobs);
  bases = builtins.listToAttrs (
    map (job: {
      name = keyOf (withoutOwn job);
      value = probe (withoutOwn job);
    }) (filter (job: job ? id) wanted)
  );

  answer =
    job:
    let
      host = if job ? host then outputs.nixosConfigurations.${job.host} else probe job;
      without = bases.${keyOf (withoutOwn job)};
      want = what: value: lib.optionalAttrs (elem what job.want) { ${what} = value; };
    in
    builtins.addErrorContext "while evaluating ${job.name}" (
      { inherit (job) name; }
      // want "failed" (failed host)
      // want "on" (filter (isOn host.config) ids)
      // want "drv" (builtins.unsafeDiscardStringContext host.config.system.build.toplevel.drvPath)
      // want "changes" (changes job without host)
      // want "options" (
        filter (name: name != "enable") (attrNames (lib.getAttrFromPath ([ "features" ] ++ split job.id) host.options))
      )
      // want "paths" (paths host (modulesOf job))
      // want "values" (values host)
      // want "described" (described host)
      // want "rendered" (import ./rendered.nix {
        inherit lib;
        inherit (host) config;
      })
      // want "declared" (
        concatMap (one: definitions.declared [ ] one.options) (
          concatMap (definitions.collect (argsFor host) "fleet") (modulesOf job)
        )
      )
    );
in
map answer wanted
