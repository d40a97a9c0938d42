{ mkFeature }:
mkFeature {
  title = "K3s server";
  description = "The head of a small Kubernetes cluster, in a microVM. `sudo k3s-kubeconfig` gives the host's kubectl its access.";
  category = "virtualization";
  needs = [ "virtualization.microvms" ];
  secrets = [ "k3s-token" ];
  health = [ { unit = "microvm@k3s-server.service"; } ];

  options =
    { lib, ... }:
    {
      memory = lib.mkOption {
        type = lib.types.ints.between 1024 262144;
        default = 4096;
        description = "Memory in MiB.";
      };
      cores = lib.mkOption {
        type = lib.types.ints.between 1 64;
        default = 2;
        description = "Processors.";
      };
      size = lib.mkOption {
        type = lib.types.ints.between 4 2048;
        default = 32;
        description = "GiB of its volume, fixed when it is made.";
      };
      disable = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "coredns"
            "local-storage"
            "metrics-server"
            "servicelb"
            "traefik"
          ]
        );
        default = [ ];
        example = [ "traefik" ];
        description = "Parts of K3s to leave out.";
      };
    };

  config =
    {
      cfg,
      config,
      pkgs,
      ...
    }:
    let
      host = config.features.virtualization.microvms;
      index = 20;
      address = "${host.network}.${toString index}";
      kubeconfig = pkgs.writeShellApplication {
        name = "k3s-kubeconfig";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.gnused
          pkgs.openssh
        ];
        text = ''
          # Prints the cluster's kubeconfig, or writes it to the file that is named.
          target=''${1:-}
          fetched=$(ssh admin@${address} sudo cat /etc/rancher/k3s/k3s.yaml | sed 's/127\.0\.0\.1/${address}/')
          if [ -z "$target" ]; then
            printf '%s\n' "$fetched"
          else
            umask 077
            mkdir --parents -- "$(dirname -- "$target")"
            printf '%s\n' "$fetched" > "$target"
          fi
        '';
      };
    in
    {
      # A file of its own in a folder of its own: the folder is shared with the machines, and a link would lead them
      # to where they can not go.
      age.secrets.k3s-token = {
        path = "/run/k3s-token/token";
        symlink = false;
        mode = "0400";
      };

      microvm.vms.k3s-server.config = {
        imports = [
          (import ../../microvms/guest.nix {
            name = "k3s-server";
            inherit index;
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
            tokenFolder = dirOf config.age.secrets.k3s-token.path;
            inherit (cfg) disable;
          })
        ];
      };
      networking.hosts.${address} = [ "k3s-server.microvm" ];

      environment.systemPackages = [
        kubeconfig
        pkgs.kubectl
      ];
    };
}
