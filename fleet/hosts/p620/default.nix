# p620: the AMD workstation. Builds for the others and runs the language models.
{ inputs, ... }:
{
  imports = [
    inputs.nixos-hardware.nixosModules.common-cpu-amd
    inputs.nixos-hardware.nixosModules.common-pc-ssd
    ./hardware-configuration.nix
    ../../hardware/amd.nix
    ../../roles/workstation.nix
  ];

  networking.hostName = "p620";
  system.stateVersion = "25.11";

  snowfleet.host = {
    role = "workstation";
    description = "AMD workstation: builds and language models";
    address = "192.0.2.97";
    user = "root";
    port = 22;
    tags = [
      "desk"
      "gpu"
      "builder"
    ];
    hardware = [ "amd" ];
  };

  features = {
    # The card has 24 GB: one 14b model, or two small ones.
    ai.ollama = {
      enable = true;
      listen = "network";
      models = [
        "qwen2.5:7b" # p510 asks for this one
        "qwen2.5-coder:14b"
      ];
    };
    ai.open-webui.enable = true;
    ai.openai.enable = true;
    ai.gemini.enable = true;
    ai.mcp.enable = true;

    desktop.hyprland.enable = true;
    desktop.hyprland.monitors = [
      "DP-1, 2560x1440@144, 0x0, 1"
      "DP-2, 2560x1440@144, 2560x0, 1"
    ];
    desktop.plasma.enable = true; # to fall back to
    desktop.login.defaultSession = "hyprland";
    desktop.theming = {
      enable = true;
      scheme = "catppuccin-mocha";
    };
    desktop.foot.enable = true;
    desktop.gaming.enable = true;
    desktop.obs.enable = true;
    desktop.office.enable = true;

    development.emacs.enable = true;
    development.lazyvim.enable = true;
    development.postgres.enable = true;
    development.toolchains = {
      enable = true;
      languages = [
        "go"
        "nix"
        "node"
        "python"
        "rust"
      ];
    };

    hardware.amd-gpu-control.enable = true;
    hardware.amd-rocm.enable = true;
    hardware.memory-errors.enable = true;
    hardware.sensors.chips = [ "nct6775" ];

    network.tailscale.enable = true;
    network.tailscale.tags = [ "tag:workstation" ];
    network.diagnostics.capture = true;

    # The others fetch from here what was built here, and let it build for them.
    nix.builder.enable = true;
    nix.cache-server.enable = true;
    nix.parallel-builds.jobs = 8;
    nix.parallel-builds.cores = 8;
    performance.build-folder.enable = true;
    performance.memory.memoryGiB = 128;

    storage.nfs-client = {
      enable = true;
      shares."/mnt/media" = "p510:/srv/media";
    };

    virtualization.docker.enable = true;
    virtualization.libvirt.enable = true;
    virtualization.microvms.enable = true;
    virtualization.microvm-dev.enable = true;
    virtualization.k3s-server.enable = true;
    virtualization.k3s-agents.enable = true;
  };
}
