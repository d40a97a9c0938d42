# What every host of the fleet has in common.
{ inputs, lib, ... }:
{
  # Which revision of the fleet a host runs; null while the working tree has changes of its own.
  system.configurationRevision = lib.mkDefault (inputs.self.rev or null);

  nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux";
  # NVIDIA's driver, Plex and Open WebUI are not free software.
  nixpkgs.config.allowUnfree = true;

  boot.loader = {
    systemd-boot = {
      enable = true;
      # Room to go back, without filling a small boot partition.
      configurationLimit = lib.mkDefault 10;
    };
    efi.canTouchEfiVariables = true;
  };

  hardware.enableRedistributableFirmware = true;

  # A host keeps virtual machines only where virtualization.microvms says so.
  microvm.host.enable = lib.mkDefault false;

  time.timeZone = lib.mkDefault "Europe/London";
  i18n.defaultLocale = lib.mkDefault "en_GB.UTF-8";

  users.users.admin = {
    isNormalUser = true;
    extraGroups = [ "wheel" ];
    # Put your own public keys here and below before you deploy for real.
    openssh.authorizedKeys.keys = [ ];
  };
  users.users.root.openssh.authorizedKeys.keys = [ ];
}
