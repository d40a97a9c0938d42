# What happened to options between December 2024, when the list was made, and NixOS 25.11.
{
  # New path -> old path. NixOS takes the old one with a warning; here it is an error, so that nobody writes it anew.
  renamed = {
    "hardware.amdgpu.overdrive" = "programs.corectrl.gpuOverclock";
    "services.desktopManager.gnome" = "services.xserver.desktopManager.gnome";
    "services.displayManager.gdm" = "services.xserver.displayManager.gdm";
    "services.dnscrypt-proxy" = "services.dnscrypt-proxy2";
    "services.pulseaudio" = "hardware.pulseaudio";
  };
  # Their places are taken by settings: services.logind.settings.Login, systemd.settings.Manager.
  removed = [
    "hardware.amdgpu.amdvlk"
    "services.logind.extraConfig"
    "services.logind.hibernateKey"
    "services.logind.hibernateKeyLongPress"
    "services.logind.killUserProcesses"
    "services.logind.lidSwitch"
    "services.logind.lidSwitchDocked"
    "services.logind.lidSwitchExternalPower"
    "services.logind.powerKey"
    "services.logind.powerKeyLongPress"
    "services.logind.rebootKey"
    "services.logind.rebootKeyLongPress"
    "services.logind.suspendKey"
    "services.logind.suspendKeyLongPress"
    "systemd.extraConfig"
    "systemd.watchdog"
    "virtualisation.lxd"
  ];
}
