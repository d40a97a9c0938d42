# dex5550: watches the others. Written flat.
{
  imports = [
    ./hardware-configuration.nix
    ../../roles/server.nix
  ];
  networking.hostName = "dex5550";
  system.stateVersion = "25.11";
  snowfleet.host.role = "server";
  snowfleet.host.address = "192.0.2.222";
  features.monitoring.node-exporter.port = 9101;
  features.virtualization.docker.enable = true;
}
