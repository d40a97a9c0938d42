# The machine to break: rootless containers, no way in but SSH, nothing of it on the host but one volume.
{
  # Whether Podman is in it.
  containers,
}:
{ lib, pkgs, ... }:
{
  virtualisation.podman = lib.mkIf containers {
    enable = true;
    dockerCompat = true;
  };
  # Containers of a person lie in the home folder; that one is on the volume.
  users.users.admin = {
    home = "/var/lib/admin";
    createHome = true;
    autoSubUidGidRange = true;
  };

  security.protectKernelImage = true;
  boot.kernel.sysctl."kernel.dmesg_restrict" = 1;

  environment.systemPackages = with pkgs; [
    htop
    tmux
  ];
}
