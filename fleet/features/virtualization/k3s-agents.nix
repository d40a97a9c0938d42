{ mkFeature }:
mkFeature {
  title = "K3s agents";
  description = "Nodes for the K3s cluster, each in a microVM of its own.";
  category = "virtualization";
  needs = [ "virtualization.k3s-server" ];
  secrets = [ "k3s-token" ];
  health = [ { unit = "microvm@k3s-agent-1.service"; } ];

  options =
    { lib, ... }:
    {
      count = lib.mkOption {
        type = lib.types.ints.between 1 9;
        default = 2;
        description = "How many.";
      };
      memory = lib.mkOption {
        type = lib.types.ints.between 512 262144;
        default = 3072;
        description = "Memory of each in MiB.";
      };
      cores = lib.mkOption {
        type = lib.types.ints.between 1 64;
        default = 2;
        description = "Processors of each.";
      };
      size = lib.mkOption {
        type = lib.types.ints.between 4 2048;
        default = 24;
        description = "GiB of each one's volume, fixed when it is made.";
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
      host = config.features.virtualization.microvms;
      first = 21;
      numbers = lib.range 1 cfg.count;
      nameOf = number: "k3s-agent-${toString number}";
      addressOf = number: "${host.network}.${toString (first + number - 1)}";
    in
    {
      microvm.vms = lib.listToAttrs (
        map (
          number:
          lib.nameValuePair (nameOf number) {
            config = {
              imports = [
                (import ../../microvms/guest.nix {
                  name = nameOf number;
                  index = first + number - 1;
                  inherit (host) network resolvers;
                  inherit (cfg) memory cores;
                  volume = {
                    mountPoint = "/var/lib";
                    size = cfg.size * 1024;
                  };
                  keys = config.users.users.admin.openssh.authorizedKeys.keys;
                  stateVersion = config.system.stateVersion;
                })
                (import ../../microvms/k3s-node.nix {
                  server = "${host.network}.20";
                  tokenFolder = dirOf config.age.secrets.k3s-token.path;
                })
              ];
            };
          }
        ) numbers
      );

      # The cluster's head is up first, or each agent fails a few times before it joins.
      systemd.services = lib.listToAttrs (
        map (
          number:
          lib.nameValuePair "microvm@${nameOf number}" { after = [ "microvm@k3s-server.service" ]; }
        ) numbers
      );
      networking.hosts = lib.listToAttrs (
        map (number: lib.nameValuePair (addressOf number) [ "${nameOf number}.microvm" ]) numbers
      );
    };
}
