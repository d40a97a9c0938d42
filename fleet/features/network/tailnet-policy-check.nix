# Looks for what a policy must not have. Gives sentences; an empty list is a policy that may go out.
{ lib }:
policy:
let
  inherit (lib)
    concatMap
    elem
    filter
    hasPrefix
    optional
    unique
    ;

  list = set: name: set.${name} or [ ];
  tags = policy.tagOwners or { };
  groups = policy.groups or { };
  hosts = policy.hosts or { };
  acls = list policy "acls";
  ssh = list policy "ssh";
  tests = list policy "tests";
  approvers = policy.autoApprovers or { };

  # "tag:server:22,80" -> "tag:server"; the ports are what follows the last colon.
  withoutPorts =
    destination: lib.concatStringsSep ":" (lib.init (lib.splitString ":" destination));
  portsOf = destination: lib.last (lib.splitString ":" destination);

  sources = concatMap (rule: rule.src) (acls ++ ssh) ++ map (test: test.src) tests;
  destinations = concatMap (rule: rule.dst) acls;
  tested = concatMap (test: list test "accept" ++ list test "deny") tests;
  who = unique (
    sources
    ++ map withoutPorts (destinations ++ tested)
    ++ concatMap (rule: rule.dst) ssh
    ++ lib.concatLists (lib.attrValues tags)
    ++ lib.concatLists (lib.attrValues (approvers.routes or { }))
    ++ list approvers "exitNode"
  );

  isAddress = name: builtins.match "[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+(/[0-9]+)?|[0-9a-f]*:[0-9a-f:]+(/[0-9]+)?" name != null;
  isPerson = name: lib.hasInfix "@" name;

  known =
    name:
    if hasPrefix "tag:" name then
      tags ? ${name}
    else if hasPrefix "group:" name then
      groups ? ${name}
    else
      name == "*" || hasPrefix "autogroup:" name || isPerson name || isAddress name || hosts ? ${name};

  everybody = [
    "*"
    "0.0.0.0/0"
    "autogroup:danger-all"
  ];
  allowsAll =
    rule:
    lib.any (source: elem source everybody) rule.src
    && lib.any (destination: elem (withoutPorts destination) everybody) rule.dst;
  # Every port of every host, even for a few, is more than anybody needs.
  opensEverything = rule: lib.any (destination: destination == "*:*") rule.dst;

  validPorts =
    destination:
    portsOf destination == "*"
    || lib.all (part: builtins.match "[0-9]+(-[0-9]+)?" part != null) (
      lib.splitString "," (portsOf destination)
    );

  sentence = values: text: optional (values != [ ]) "${text}: ${lib.concatStringsSep ", " values}.";
in
sentence (filter (name: !(known name)) who) "The policy names tags, groups or hosts that it does not define"
++ optional (lib.any allowsAll acls) "A rule of the policy lets everybody reach everything."
++ optional (lib.any opensEverything acls) "A rule of the policy opens *:*; name what it is for."
++ sentence (filter (rule: !(validPorts rule)) destinations) "Destinations of the policy end with something that is not ports"
++ optional (lib.any (rule: rule.action != "accept") acls) "A rule of the policy has another action than accept: what is not accepted is refused anyway."
++ optional (acls == [ ]) "The policy has no rule: nobody would reach anything."
++ optional (tests == [ ]) "The policy has no test: nothing would show that it locks administrators out."
++ sentence (filter (tag: !(elem tag who)) (lib.attrNames tags)) "Tags of the policy are used nowhere"
++ sentence (filter (group: !(elem group who)) (lib.attrNames groups)) "Groups of the policy are used nowhere"
