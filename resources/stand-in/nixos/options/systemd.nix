# What the fleet says about systemd becomes entries of `practice.units`, and those become unit files.
{ config, lib, ... }:
let
  inherit (import ../declare.nix lib) flag of text texts settings;
  inherit (lib) types;
  inherit (import ../plain.nix lib) fingerprintOf;

  unitSettings = of (types.attrsOf (import ../types.nix lib).unitValue) { };

  sections = of (types.attrsOf (types.attrsOf (import ../types.nix lib).unitValue)) { };

  common = {
    enable = flag true "Whether the unit is made.";
    description = text "" "What the unit is.";
    after = texts [ ] "Units to start after.";
    before = texts [ ] "Units to start before.";
    wants = texts [ ] "Units to start as well.";
    requires = texts [ ] "Units it can not do without.";
    wantedBy = texts [ ] "Units that start it.";
    partOf = texts [ ] "Units it stops with.";
    unitConfig = unitSettings "Settings of the section [Unit].";
    restartTriggers = of (types.listOf types.unspecified) [ ] "Values whose change restarts it.";
  };
  serviceUnit.options = common // {
    serviceConfig = unitSettings "Settings of the section [Service].";
    environment = settings "Environment variables.";
    path = of (types.listOf types.unspecified) [ ] "Packages on the search path.";
    script = of types.lines "" "Shell commands to run.";
    preStart = of types.lines "" "Shell commands to run before.";
    postStart = of types.lines "" "Shell commands to run after.";
    startAt = of (types.either types.str (types.listOf types.str)) [ ] "When to start it.";
    restartIfChanged = flag true "Whether a change restarts it.";
    reloadIfChanged = flag false "Whether a change reloads it.";
    stopIfChanged = flag true "Whether a change stops it first.";
    confinement = settings "Shutting it in.";
  };
  timerUnit.options = common // { timerConfig = unitSettings "Settings of the section [Timer]."; };
  socketUnit.options = common // { socketConfig = unitSettings "Settings of the section [Socket]."; };

  commandOf =
    unit:
    let
      given = unit.serviceConfig.ExecStart or unit.script or "";
    in
    lib.concatMapStringsSep " " toString (lib.filter (one: one != "") (lib.toList given));

  entries =
    suffix: units:
    lib.mapAttrs' (
      name: unit:
      # Often only an addition to the unit of a service.
      lib.nameValuePair "${name}.${suffix}" {
        description = lib.mkOverride 1200 unit.description;
        exec = lib.mkOverride 1200 (commandOf unit);
        started = lib.mkIf (unit.wantedBy != [ ] || commandOf unit != "") (
          lib.mkOverride 1200 (unit.wantedBy != [ ])
        );
        reload = lib.mkOverride 1200 (unit.reloadIfChanged or false);
        fingerprint = fingerprintOf unit;
      }
    ) (lib.filterAttrs (_: unit: unit.enable) units);
in
{
  options = {
    systemd = {
      services = of (types.attrsOf (types.submodule serviceUnit)) { } "Services.";
      timers = of (types.attrsOf (types.submodule timerUnit)) { } "Timers.";
      sockets = of (types.attrsOf (types.submodule socketUnit)) { } "Sockets.";
      user.services = of (types.attrsOf (types.submodule serviceUnit)) { } "Services of users.";
      tmpfiles.rules = texts [ ] "Files and folders to make.";
      settings = sections "Settings of systemd itself.";
      network.enable = flag false "Whether systemd-networkd is used.";
    };
    services.logind.settings = sections "Settings of logind.";

    practice.units = lib.mkOption {
      internal = true;
      default = { };
      description = "Units of the practice system, by file name.";
      type = types.attrsOf (
        types.submodule {
          options = {
            description = text "" "What the unit is.";
            exec = of types.str "" "Command line.";
            started = flag true "Whether switching starts it.";
            reload = flag false "Whether a change reloads it instead of restarting it.";
            # A service and what somebody adds to its unit each have one.
            fingerprint = of (types.separatedString "-") "" "Changes when the settings do.";
          };
        }
      );
    };
  };

  config.practice.units =
    entries "service" config.systemd.services
    // entries "timer" config.systemd.timers
    // entries "socket" config.systemd.sockets
    // entries "path" config.systemd.paths
    // lib.mapAttrs' (
      name: unit:
      lib.nameValuePair "${name}.timer" {
        description = lib.mkOverride 1200 "";
        exec = lib.mkOverride 1200 "";
        fingerprint = fingerprintOf unit.startAt;
      }
    ) (lib.filterAttrs (_: unit: unit.enable && unit.startAt != [ ]) config.systemd.services)
    // {
      "systemd-tmpfiles-setup.service" = {
        description = "Create System Files and Directories";
        exec = "systemd-tmpfiles --create";
        fingerprint = fingerprintOf config.systemd.tmpfiles.rules;
      };
    };
}
