{ mkFeature }:
mkFeature {
  title = "Playground microVM";
  description = "A machine to break, `ssh admin@playground.microvm`: containers inside, kept apart from the other machines on the bridge. `playground-reset` gives a fresh one.";
  category = "virtualization";
  needs = [ "virtualization.microvms" ];

  options =
    { lib, ... }:
    {
      autostart = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether it starts with the host, and not only by `systemctl start microvm@playground`.";
      };
      memory = lib.mkOption {
        type = lib.types.ints.between 512 262144;
        default = 3072;
        description = "Memory in MiB.";
      };
      cores = lib.mkOption {
        type = lib.types.ints.between 1 64;
        default = 2;
        description = "Processors.";
      };
      size = lib.mkOption {
        type = lib.types.ints.between 1 1024;
        default = 20;
        description = "GiB of its volume, fixed when it is made.";
      };
      containers = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether Podman is in it.";
      };
      online = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether it reaches the internet.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      pkgs,
      ...
    }:
    let
      host = config.features.virtualization.microvms;
      index = 13;
      reset = pkgs.writeShellApplication {
        name = "playground-reset";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.systemd
        ];
        text = ''
          if [ "$(id -u)" -ne 0 ]; then
            echo "playground-reset: run it with sudo" >&2
            exit 1
          fi
          volume=/var/lib/microvms/playground/state.img
          systemctl stop microvm@playground.service
          rm --force -- "$volume"
          systemctl start microvm@playground.service
          echo "The playground is as new."
        '';
      };
    in
    {
      microvm.vms.playground = {
        inherit (cfg) autostart;
        config = {
          imports = [
            (import ../../microvms/guest.nix {
              name = "playground";
              inherit index;
              inherit (host) network;
              resolvers = lib.optionals cfg.online host.resolvers;
              inherit (cfg) memory cores;
              volume = {
                mountPoint = "/var/lib";
                size = cfg.size * 1024;
              };
              keys = config.users.users.admin.openssh.authorizedKeys.keys;
              stateVersion = config.system.stateVersion;
            })
            (import ../../microvms/playground.nix { inherit (cfg) containers; })
          ];
        };
      };
      # It sees the way out, and none of the others.
      systemd.network.networks."20-microvm-playground" = {
        matchConfig.Name = "vm-playground";
        networkConfig.Bridge = host.bridge;
        bridgeConfig.Isolated = true;
        linkConfig.RequiredForOnline = "no";
      };
      networking.hosts."${host.network}.${toString index}" = [ "playground.microvm" ];
      environment.systemPackages = [ reset ];
    };
}
