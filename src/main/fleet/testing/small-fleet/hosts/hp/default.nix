/*
  hp: the second workstation.
*/
{
  imports = [
    ./hardware-configuration.nix
    ../../roles/workstation.nix
  ];

  networking.hostName = "hp";
  system.stateVersion = "25.11";
  snowfleet.host = {
    role = "workstation";
    address = "192.0.2.246";
    hardware = [ "intel" "nvidia" ];
  };

  features = {
    network.nftables.enable = true; # podman's network needs it
    virtualization = {
      podman.enable = true;
      podman.autoPrune = true;
    };
  };
}
