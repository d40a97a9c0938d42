# A host without a desk. What is switched on here is a default.
{ lib, ... }:
{
  snowfleet.host.role = "server";

  services.xserver.enable = false;

  features.monitoring.node-exporter.enable = lib.mkDefault true;
}
