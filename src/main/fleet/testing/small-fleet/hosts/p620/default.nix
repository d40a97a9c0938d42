# p620: the workstation that builds for the others.
{ lib, ... }:
{
  imports = [
    ./hardware-configuration.nix
    ../../roles/workstation.nix
  ];

  networking.hostName = "p620";
  system.stateVersion = "25.11";
  snowfleet.host = {
    role = "workstation";
    address = "192.0.2.97";
    hardware = [ "amd" ];
    tags = [ "desk" ];
  };

  features = {
    virtualization.docker.enable = true;
    network.tailscale.exitNode = lib.mkForce true;
  };
}
