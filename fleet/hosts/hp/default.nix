/*
  hp: the second workstation. Intel graphics for the screens, NVIDIA for work
  in containers.
*/
{
  imports = [
    ./hardware-configuration.nix
    ../../hardware/intel.nix
    ../../hardware/nvidia.nix
    ../../roles/workstation.nix
  ];

  networking.hostName = "hp";
  system.stateVersion = "25.11";

  snowfleet.host = {
    role = "workstation";
    description = "HP workstation with Intel and NVIDIA graphics";
    address = "192.0.2.246";
    user = "root";
    port = 22;
    tags = [ "desk" "gpu" ];
    hardware = [ "intel" "nvidia" ];
  };

  features = {
    desktop.hyprland.enable = true;
    desktop.hyprland.terminal = "alacritty";

    development = { neovim.enable = true; direnv.enable = true; };

    monitoring.node-exporter = {
      enable = true;
      collectors = [ "systemd" "processes" ];
    };

    network.nftables.enable = true; # podman's network needs it
    network.tailscale.enable = true;

    virtualization = {
      podman.enable = true;
      podman.autoPrune = true;
      nvidia-containers.enable = true;
    };
  };
}
