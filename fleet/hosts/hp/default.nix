/*
  hp: the second workstation. Intel graphics for the screens, NVIDIA for work
  in containers.
*/
{ inputs, ... }:
{
  imports = [
    inputs.nixos-hardware.nixosModules.common-pc-ssd
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
    desktop.hyprland.layout = "master";
    # The second one stands upright, for what is long.
    desktop.hyprland.monitors = [ "DP-1, 1920x1200@60, 0x0, 1" "DP-2, 1920x1200@60, 1920x-360, 1, transform, 1" ];

    desktop.alacritty.enable = true;
    desktop.theming = { enable = true; scheme = "gruvbox-dark"; accent = "orange"; };

    development = { devcontainers.enable = true; helix.enable = true; jujutsu.enable = true; };
    development.toolchains = { enable = true; languages = [ "c" "nix" "python" ]; };

    hardware = {
      cpu-frequency.enable = true;
      thermal.enable = true;
      nvidia-power = { enable = true; watts = 220; };
      nvidia-media.enable = true;
      logitech.enable = true;
    };

    monitoring.node-exporter = {
      enable = true;
      collectors = [ "systemd" "processes" ];
    };

    network.nftables.enable = true; # podman's network needs it
    network.tailscale.enable = true;
    network.tailscale.tags = [ "tag:workstation" ];

    monitoring.nvidia-exporter.enable = true;
    nix.remote-builders.enable = true;
    performance.memory.memoryGiB = 32;

    virtualization = {
      podman.enable = true;
      podman.autoPrune = true;
      nvidia-containers.enable = true;
      container-updates.enable = true;
      distrobox.enable = true;
    };
  };
}
