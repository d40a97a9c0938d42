# razer: the fast laptop. Intel graphics for the battery, NVIDIA when plugged in.
{ lib, ... }:
{
  imports = [
    ./hardware-configuration.nix
    ../../hardware/intel.nix
    ../../hardware/nvidia.nix
    ../../roles/laptop.nix
  ];

  networking.hostName = "razer";
  system.stateVersion = "25.11";

  snowfleet.host = {
    role = "laptop";
    description = "Razer laptop with Intel and NVIDIA graphics";
    address = "192.0.2.188";
    user = "root";
    port = 22;
    tags = [ "mobile" "gpu" ];
    hardware = [ "intel" "nvidia" ];
  };

  features = {
    desktop = {
      hyprland = {
        enable = true;
        terminal = "kitty";
      };
      login.defaultSession = "hyprland";
    };

    development = {
      neovim.enable = true;
      toolchains.enable = true;
      toolchains.languages = [ "nix" "python" ];
    };

    network = {
      nftables.enable = true;
      tailscale.enable = true;
    };

    system.tlp.enable = true;
    virtualization.podman.enable = true;
  };

  # The boot partition holds 511 MiB: two generations and no more.
  boot.loader.systemd-boot.configurationLimit = lib.mkForce 2;
}
