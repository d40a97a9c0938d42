# What a host's configuration says for programs that read files of their own, as far as NixOS would write them from
# its options: plain data, without store context.
{ lib, config }:
let
  inherit (builtins)
    attrNames
    concatMap
    filter
    isAttrs
    isList
    isString
    mapAttrs
    ;
  inherit ((import ./definitions.nix)) data;

  plain = data 14;
  on = condition: value: if condition then value else null;

  withoutNulls =
    value:
    if isAttrs value && !(value ? "#package") then
      mapAttrs (_: withoutNulls) (lib.filterAttrs (_: item: item != null) value)
    else if isList value then
      map withoutNulls value
    else
      value;

  prometheus = config.services.prometheus;

  textOf =
    file:
    if isString file then
      { path = plain file; }
    else
      { text = plain (file.text or (builtins.readFile file)); };

  # Every string in a value that is not a package.
  strings =
    value:
    let
      tried = builtins.tryEval value;
    in
    if !tried.success then
      [ ]
    else if isString tried.value then
      lib.optional (builtins.hasContext tried.value) tried.value
    else if isList tried.value then
      concatMap strings tried.value
    else if isAttrs tried.value && !(lib.isDerivation tried.value) then
      concatMap strings (builtins.attrValues tried.value)
    else
      [ ];

  etcTexts = lib.mapAttrsToList (_: entry: entry.text or null) config.environment.etc;

  # What NixOS works out of the others, and is no setting.
  derived = [
    "confinement"
    "jobScripts"
    "runner"
    "unit"
  ];

  units =
    kind:
    mapAttrs (_: unit: withoutNulls (plain (removeAttrs unit derived))) (
      lib.filterAttrs (_: unit: unit.enable or true) config.systemd.${kind}
    );
in
{
  prometheus = on prometheus.enable {
    config = withoutNulls {
      global = plain prometheus.globalConfig;
      scrape_configs = plain prometheus.scrapeConfigs;
      alerting.alertmanagers = plain prometheus.alertmanagers;
    };
    rules = map (text: { inherit text; }) (plain prometheus.rules) ++ map textOf prometheus.ruleFiles;
  };

  alertmanager = on prometheus.alertmanager.enable (withoutNulls (plain prometheus.alertmanager.configuration));

  sshd = on config.services.openssh.enable {
    inherit (config.services.openssh) ports;
    settings = plain config.services.openssh.settings;
    extra = plain config.services.openssh.extraConfig;
  };

  caddy = on config.services.caddy.enable {
    global = plain config.services.caddy.globalConfig;
    extra = plain config.services.caddy.extraConfig;
    hosts = map (
      name:
      let
        host = config.services.caddy.virtualHosts.${name};
      in
      {
        names = [ (plain (if host.hostName or null == null then name else host.hostName)) ] ++ plain (host.serverAliases or [ ]);
        text = plain (host.extraConfig or "");
      }
    ) (attrNames config.services.caddy.virtualHosts);
  };

  nftables = on config.networking.nftables.enable {
    tables = lib.mapAttrsToList (name: table: {
      inherit name;
      family = plain table.family;
      content = plain table.content;
    }) (lib.filterAttrs (_: table: table.enable or true) config.networking.nftables.tables);
    ruleset = plain config.networking.nftables.ruleset;
    input = plain (config.networking.firewall.extraInputRules or "");
    forward = plain (config.networking.firewall.extraForwardRules or "");
  };

  # Files in /etc that are given as text.
  etc = lib.mapAttrs (_: entry: plain entry.text) (
    lib.filterAttrs (_: entry: (entry.text or null) != null && entry.enable or true) config.environment.etc
  );

  units = {
    services = units "services";
    timers = units "timers";
    sockets = units "sockets";
    paths = units "paths";
    slices = units "slices";
  };

  # Derivations that units and files in /etc refer to: scripts are among them.
  references = builtins.attrNames (
    builtins.listToAttrs (
      map (name: {
        inherit name;
        value = null;
      }) (concatMap (text: attrNames (builtins.getContext text)) (strings config.systemd.services ++ strings etcTexts))
    )
  );

  # Scripts that are packages of their own.
  scripts = concatMap (
    package:
    lib.optional (isAttrs package && isString (package.text or null)) {
      name = plain package.name;
      text = plain package.text;
    }
  ) (filter isAttrs (config.environment.systemPackages ++ config.home-manager.users.admin.home.packages));
}
