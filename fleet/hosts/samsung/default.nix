# samsung: the light laptop, for everybody in the house.
{ inputs, ... }:
{
  imports = [
    inputs.nixos-hardware.nixosModules.common-pc-laptop
    inputs.nixos-hardware.nixosModules.common-pc-ssd
    ./hardware-configuration.nix
    ../../hardware/intel.nix
    ../../roles/laptop.nix
  ];

  networking.hostName = "samsung";
  system.stateVersion = "25.11";

  snowfleet.host = {
    role        = "laptop";
    description = "Samsung laptop for the household";
    address     = "192.0.2.90";
    user        = "root";
    port        = 22;
    tags        = [ "mobile" "family" ];
    hardware    = [ "intel" ];
  };

  features = {
    desktop.plasma.enable = true; # nobody here wants tiling
    desktop.login = { enable = true; defaultSession = "plasma"; };

    desktop.theming = { enable = true; scheme = "catppuccin-latte"; };
    desktop.accessibility.enable = true;
    desktop.kde-connect.enable = true;
    desktop.office.enable = true;
    desktop.scanning.enable = true;

    network.nftables.enable = true;
    network.tailscale.enable = true;

    # What comes from outside goes through a scanner first.
    security.antivirus.enable = true;
    storage.nfs-client = { enable = true; shares."/mnt/media" = "p510:/srv/media"; readOnly = true; };
    hardware.fingerprint.enable = true;

    # Not needed on this one, although the role would switch it on.
    development.git.enable = false;
  };
}
