# A host without a desk. Features switched on here are defaults: a host can say no.
{ lib, ... }:
{
  # Said again on the host, where people look for it; two different answers are an error.
  snowfleet.host.role = "server";

  services.xserver.enable = false;

  features = {
    monitoring.node-exporter.enable = lib.mkDefault true;
    network.ssh.enable = lib.mkDefault true;
    system.nix.enable = lib.mkDefault true;
  };
}
