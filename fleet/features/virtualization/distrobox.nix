{ mkFeature }:
mkFeature {
  title = "Distrobox";
  description = "Other distributions in a terminal, with your own home folder in them, for programs that NixOS lacks.";
  category = "virtualization";
  needs = [ "virtualization.podman" ];

  options =
    { lib, ... }:
    {
      image = lib.mkOption {
        type = lib.types.str;
        default = "registry.fedoraproject.org/fedora-toolbox:43";
        description = "Image to take where none is named.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      environment.systemPackages = [
        pkgs.distrobox
        pkgs.xorg.xhost
      ];
      environment.etc."distrobox/distrobox.conf".text = ''
        container_manager="podman"
        container_image_default="${cfg.image}"
        # Its own mounts of the store would hide what the box has under /nix.
        container_additional_volumes="/nix/store:/nix/store:ro /etc/profiles/per-user:/etc/profiles/per-user:ro"
      '';
    };
}
