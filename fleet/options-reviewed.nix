# Option paths that features set although the option lists of the checks (NixOS of December 2024, Home Manager 25.05)
# do not have them: newer options of 25.11, each with its reason. Options that an input declares are not listed
# here one by one; `inputs` names the prefixes and whose they are.
{
  inputs = {
    "age" = "agenix";
    "disko" = "disko";
    "home-manager" = "home-manager";
    "microvm" = "microvm.nix";
    "programs.plasma" = "plasma-manager";
  };
  nixos = {
    "boot.initrd.luks.devices.<name>.crypttabExtraOpts" = "Declared since NixOS 22.11 for the first stage with systemd; the list leaves out what is marked invisible.";
    "hardware.amdgpu.overdrive.enable" = "Took the place of programs.corectrl.gpuOverclock.enable in NixOS 25.11.";
    "security.pam.services.<name>.googleAuthenticator.allowNullOTP" = "Came with NixOS 25.05, after the list was made.";
    "security.pam.services.<name>.rules" = "Declared since NixOS 23.11; the list leaves out what is marked invisible.";
    "services.immich.accelerationDevices" = "Came with NixOS 25.05, after the list was made.";
    "services.litellm.enable" = "The module came with NixOS 25.05, after the list was made.";
    "services.litellm.environmentFile" = "The module came with NixOS 25.05, after the list was made.";
    "services.litellm.host" = "The module came with NixOS 25.05, after the list was made.";
    "services.litellm.openFirewall" = "The module came with NixOS 25.05, after the list was made.";
    "services.litellm.port" = "The module came with NixOS 25.05, after the list was made.";
    "services.litellm.settings" = "The module came with NixOS 25.05, after the list was made.";
    "services.logind.settings" = "Took the place of services.logind.lidSwitch and its kin in NixOS 25.11.";
    "services.prometheus.exporters.nvidia-gpu.enable" = "The exporter came with NixOS 25.05, after the list was made.";
    "services.prometheus.exporters.nvidia-gpu.listenAddress" = "The exporter came with NixOS 25.05, after the list was made.";
    "services.qbittorrent.enable" = "The module came with NixOS 25.11.";
    "services.qbittorrent.group" = "The module came with NixOS 25.11.";
    "services.qbittorrent.package" = "The module came with NixOS 25.11.";
    "services.qbittorrent.serverConfig" = "The module came with NixOS 25.11.";
    "services.qbittorrent.torrentingPort" = "The module came with NixOS 25.11.";
    "services.qbittorrent.webuiPort" = "The module came with NixOS 25.11.";
    "services.recyclarr.configuration" = "The module came with NixOS 25.05, after the list was made.";
    "services.recyclarr.enable" = "The module came with NixOS 25.05, after the list was made.";
    "services.recyclarr.schedule" = "The module came with NixOS 25.05, after the list was made.";
    "systemd.settings.Manager" = "Takes the place of systemd.extraConfig and systemd.watchdog in NixOS 25.11.";
  };
  home = {
    "services.hyprsunset.settings" = "Took the place of transitions in Home Manager 25.11.";
  };
}
