{ lib, ... }:
let
  inherit (import ../declare.nix lib) flag of service text texts unit;
  inherit (import ../plain.nix lib) fingerprintOf;
  inherit (lib) types;
  prune = {
    enable = flag false "Whether unused images are removed regularly.";
    dates = text "weekly" "How often.";
    flags = texts [ ] "Further arguments.";
  };
in
{
  imports = [
    (service {
      path = [ "virtualisation" "docker" ];
      title = "Docker";
      options = _: {
        autoPrune = prune;
        enableOnBoot = flag true "Whether it starts with the host.";
        storageDriver = of (types.nullOr types.str) null "How layers are stored.";
        rootless.enable = flag false "Whether users run daemons of their own.";
        rootless.setSocketVariable = flag false "Whether DOCKER_HOST is set.";
      };
      packages = _: pkgs: [ pkgs.docker ];
      units =
        cfg: pkgs:
        {
          "docker.service" = unit "Docker Application Container Engine" "${pkgs.docker}/bin/dockerd";
          "docker.socket" = unit "Docker Socket for the API" "";
        }
        // lib.optionalAttrs cfg.autoPrune.enable {
          "docker-prune.timer" = unit "Docker prune" "docker system prune";
        };
    })
    (service {
      path = [ "virtualisation" "podman" ];
      title = "Podman";
      options = _: {
        autoPrune = prune;
        dockerCompat = flag false "Whether the docker command means podman.";
        dockerSocket.enable = flag false "Whether it answers on Docker's socket.";
        extraPackages = of (types.listOf types.package) [ ] "Packages on its search path.";
      };
      packages = _: pkgs: [ pkgs.podman ];
      units =
        cfg: pkgs:
        {
          "podman.service" = unit "Podman API Service" "${pkgs.podman}/bin/podman system service" // {
            started = false;
          };
          "podman.socket" = unit "Podman API Socket" "";
        }
        // lib.optionalAttrs cfg.autoPrune.enable {
          "podman-prune.timer" = unit "Podman prune" "podman system prune";
        };
    })
    (service {
      path = [ "virtualisation" "libvirtd" ];
      title = "libvirtd";
      options = _: {
        onBoot = of (types.enum [ "start" "ignore" ]) "start" "What becomes of machines that ran.";
        onShutdown = of (types.enum [ "shutdown" "suspend" ]) "suspend" "What becomes of running machines.";
        qemu.swtpm.enable = flag false "Whether machines can have a TPM.";
        qemu.runAsRoot = flag true "Whether QEMU runs as root.";
      };
      packages = _: pkgs: [
        pkgs.libvirt
        pkgs.qemu
      ];
      units = _: pkgs: { "libvirtd.service" = unit "libvirt legacy monolithic daemon" "${pkgs.libvirt}/bin/libvirtd"; };
    })
    (
      { config, ... }:
      let
        inherit (config.virtualisation.oci-containers) backend containers;
      in
      {
        config.practice.units = lib.mapAttrs' (
          name: container:
          lib.nameValuePair "${backend}-${name}.service" {
            description = lib.mkOverride 1100 "Container ${name}";
            exec = lib.mkOverride 1100 "${backend} run ${toString container.image}";
            fingerprint = fingerprintOf container;
          }
        ) containers;
        # NixOS asserts the same two.
        config.assertions = [
          {
            assertion = config.virtualisation.podman.dockerCompat -> !config.virtualisation.docker.enable;
            message = "Option dockerCompat conflicts with docker";
          }
          {
            assertion = config.virtualisation.podman.dockerSocket.enable -> !config.virtualisation.docker.enable;
            message = "Option virtualisation.podman.dockerSocket.enable conflicts with virtualisation.docker.enable";
          }
        ];
      }
    )
  ];

  options.virtualisation = {
    oci-containers.backend = of (types.enum [ "podman" "docker" ]) "podman" "What runs containers.";
  };
}
