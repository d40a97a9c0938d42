{ mkFeature }:
mkFeature {
  title = "LAN fallback";
  description = "When Tailscale is down, SSH and with it deploying reach the hosts by their addresses in the local network.";
  category = "network";

  options =
    { lib, ... }:
    {
      ssh = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether `ssh NAME` dials the local address by itself while Tailscale does not run.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      table = import ./host-table.nix;
      self = config.networking.hostName;
      others = lib.filterAttrs (name: _: name != self) table.hosts;
      told = config.snowfleet.host.address;
      mine = table.hosts.${self}.address or null;
    in
    {
      # Only names with the domain: a bare name would shadow the tailnet's, and lead to nowhere on the road.
      networking.hosts = lib.mapAttrs' (
        name: host: lib.nameValuePair host.address [ "${name}.${table.domain}" ]
      ) others;

      programs.ssh.extraConfig = lib.mkIf cfg.ssh (
        lib.mkBefore (
          lib.concatStrings (
            lib.mapAttrsToList (name: host: ''
              Match originalhost ${name} exec "! tailscale status --peers=false >/dev/null 2>&1"
                HostName ${host.address}
                HostKeyAlias ${name}
            '') others
          )
        )
      );

      assertions = [
        {
          assertion = mine == null || told == null || told == mine;
          message = "snowfleet.host.address of ${self} is ${toString told}, but features/network/host-table.nix says ${toString mine}.";
        }
      ];
    };
}
