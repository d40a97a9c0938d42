[
  ./docker.nix
  ./libvirt.nix
  ./nvidia-containers.nix
  ./oci-tools.nix
  ./podman.nix
]
