{ mkFeature }:
mkFeature {
  title = "Test microVM";
  description = "A machine to try things on, `ssh admin@test.microvm`: the same at every start. Only the folder in $RESULTS lasts, for thirty days.";
  category = "virtualization";
  needs = [ "virtualization.microvms" ];

  options =
    { lib, ... }:
    {
      autostart = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether it starts with the host, and not only by `systemctl start microvm@test`.";
      };
      memory = lib.mkOption {
        type = lib.types.ints.between 512 262144;
        default = 4096;
        description = "Memory in MiB; its files live in there too.";
      };
      cores = lib.mkOption {
        type = lib.types.ints.between 1 64;
        default = 2;
        description = "Processors.";
      };
      resultsSize = lib.mkOption {
        type = lib.types.ints.between 1 1024;
        default = 8;
        description = "GiB of the volume for results, fixed when it is made.";
      };
      online = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether it reaches the internet. A test that needs none is one that can be run again.";
      };
      packages = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "curl"
          "jq"
          "strace"
          "stress-ng"
        ];
        description = "Packages in it, by their names in nixpkgs.";
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
      index = 12;
      results = "/var/results";
    in
    {
      microvm.vms.test = {
        inherit (cfg) autostart;
        config = {
          imports = [
            (import ../../microvms/guest.nix {
              name = "test";
              inherit index;
              inherit (host) network;
              resolvers = lib.optionals cfg.online host.resolvers;
              inherit (cfg) memory cores;
              volume = {
                mountPoint = results;
                size = cfg.resultsSize * 1024;
              };
              keys = config.users.users.admin.openssh.authorizedKeys.keys;
              stateVersion = config.system.stateVersion;
            })
            (import ../../microvms/test.nix {
              inherit results;
              inherit (cfg) packages;
            })
          ];
        };
      };
      networking.hosts."${host.network}.${toString index}" = [ "test.microvm" ];
    };
}
