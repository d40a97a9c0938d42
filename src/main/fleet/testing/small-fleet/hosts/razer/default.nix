# razer: the laptop.
{
  imports = [
    ./hardware-configuration.nix
    ../../roles/workstation.nix
  ];

  networking.hostName = "razer";
  system.stateVersion = "25.11";
  snowfleet.host.role = "workstation";
  snowfleet.host.address = "192.0.2.188";

  features = {
    network = {
      nftables.enable = true;
    };
    virtualization.podman.enable = true;
  };
}
