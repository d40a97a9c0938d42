{ mkFeature }:
mkFeature {
  title = "Remote builders";
  description = "Hands builds to the fleet's stronger hosts, and keeps this one cool.";
  category = "nix";
  brings = [ "security.known-hosts" ];
  secrets = [ "nix-builder-key" ];
  health = [ { unit = "nix-daemon.socket"; } ];

  options =
    { lib, ... }:
    {
      machines = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "p620"
          "p510"
        ];
        description = "Which of the builders in builder-list.nix are asked.";
      };
      here = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether this host builds as well. Without it, nothing is built while no builder is reached.";
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
      builders = import ./builder-list.nix;
      asked = lib.filterAttrs (
        name: _: lib.elem name cfg.machines && name != config.networking.hostName
      ) builders.machines;
    in
    {
      nix = {
        distributedBuilds = true;
        buildMachines = lib.mapAttrsToList (name: machine: {
          hostName = name;
          protocol = "ssh-ng";
          sshUser = builders.user;
          sshKey = config.age.secrets.nix-builder-key.path;
          speedFactor = machine.speed;
          inherit (machine) maxJobs supportedFeatures systems;
        }) asked;
        settings = {
          # They fetch what they need themselves, and not through this host.
          builders-use-substitutes = true;
          max-jobs = lib.mkIf (!cfg.here) 0;
        };
      };
    };
}
