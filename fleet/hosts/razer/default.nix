# razer: the fast laptop. Intel graphics for the battery, NVIDIA when plugged in.
{ inputs, ... }:
{
  imports = [
    inputs.nixos-hardware.nixosModules.common-pc-laptop
    inputs.nixos-hardware.nixosModules.common-pc-ssd
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
        # Its own screen, and the large one at home to the right of it, with the lower edges in line.
        monitors = [ "eDP-1, 2560x1600@240, 0x0, 1.6" "HDMI-A-1, 3840x2160@60, 1600x-440, 1.5" ];
      };
      login.defaultSession = "hyprland";
    };
    desktop = {
      kitty.enable = true;
      wallpaper.enable = true;
      screenshots.enable = true;
      night-light.enable = true;
      theming.enable = true;
      theming.scheme = "rose-pine";
    };

    ai.anthropic.enable = true;

    development = {
      direnv.enable = true;
      github.enable = true;
      git-signing.enable = true;
      lazygit.enable = true;
      toolchains.enable = true;
      toolchains.languages = [ "nix" "python" ];
      zed.enable = true;
    };

    hardware = {
      nvidia-prime.enable = true;
      razer.enable = true;
      undervolt = { enable = true; core = -80; };
    };

    network = {
      network-manager.wifiPowerSave = true;
      nftables.enable = true;
      tailscale.enable = true;
    };

    # A small boot partition, and an initrd with NVIDIA's firmware in it: two generations and no more.
    nix.generations = { bootSizeMiB = 511; initrdSizeMiB = 120; };

    system.tlp.enable = true;
    virtualization.podman.enable = true;
    virtualization.waydroid.enable = true;
  };
}
