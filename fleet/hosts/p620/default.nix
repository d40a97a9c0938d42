# p620: the AMD workstation. Builds for the others and runs the language models.
{
  imports = [
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

    desktop.hyprland.enable = true;
    desktop.plasma.enable = true; # to fall back to
    desktop.login.defaultSession = "hyprland";

    development.neovim.enable = true;
    development.toolchains = {
      enable = true;
      languages = [
        "nix"
        "node"
        "rust"
      ];
    };

    monitoring.node-exporter.enable = true;
    network.tailscale.enable = true;

    virtualization.docker.enable = true;
    virtualization.libvirt.enable = true;
  };
}
