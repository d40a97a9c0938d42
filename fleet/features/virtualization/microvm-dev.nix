{ mkFeature }:
mkFeature {
  title = "Development microVM";
  description = "A machine to develop in, apart from the host: `ssh admin@dev.microvm`. Home folders and builds last, the rest starts anew.";
  category = "virtualization";
  needs = [ "virtualization.microvms" ];
  health = [ { unit = "microvm@dev.service"; } ];

  options =
    { lib, ... }:
    {
      autostart = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether it starts with the host.";
      };
      memory = lib.mkOption {
        type = lib.types.ints.between 512 262144;
        default = 8192;
        description = "Memory in MiB.";
      };
      cores = lib.mkOption {
        type = lib.types.ints.between 1 64;
        default = 4;
        description = "Processors.";
      };
      homeSize = lib.mkOption {
        type = lib.types.ints.between 1 2048;
        default = 40;
        description = "GiB of the volume for home folders, fixed when it is made.";
      };
      storeSize = lib.mkOption {
        type = lib.types.ints.between 1 2048;
        default = 40;
        description = "GiB of the volume for what is built inside, fixed when it is made.";
      };
      packages = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "fd"
          "neovim"
          "ripgrep"
          "tmux"
        ];
        description = "Packages in it, by their names in nixpkgs.";
      };
    };

  config =
    { cfg, config, ... }:
    let
      host = config.features.virtualization.microvms;
      index = 11;
    in
    {
      microvm.vms.dev = {
        inherit (cfg) autostart;
        config = {
          imports = [
            (import ../../microvms/guest.nix {
              name = "dev";
              inherit index;
              inherit (host) network resolvers;
              inherit (cfg) memory cores;
              volume = {
                mountPoint = "/var/lib";
                size = 4096;
              };
              keys = config.users.users.admin.openssh.authorizedKeys.keys;
              stateVersion = config.system.stateVersion;
            })
            (import ../../microvms/dev.nix {
              homeSize = cfg.homeSize * 1024;
              storeSize = cfg.storeSize * 1024;
              inherit (cfg) packages;
            })
          ];
        };
      };
      networking.hosts."${host.network}.${toString index}" = [ "dev.microvm" ];
    };
}
