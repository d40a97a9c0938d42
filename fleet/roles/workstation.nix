# A desk with a screen. Features switched on here are defaults: a host can say no.
{ lib, ... }:
{
  # Said again on the host, where people look for it; two different answers are an error.
  snowfleet.host.role = "workstation";

  networking.networkmanager.enable = true;

  features = {
    development.git.enable = lib.mkDefault true;
    network.ssh.enable = lib.mkDefault true;
    system.nix.enable = lib.mkDefault true;
  };
}
