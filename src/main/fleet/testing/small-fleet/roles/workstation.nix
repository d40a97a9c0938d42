# A host with a desk. What is switched on here is a default.
{ lib, ... }:
{
  snowfleet.host.role = "workstation";

  features.network.tailscale.enable = lib.mkDefault true;
}
