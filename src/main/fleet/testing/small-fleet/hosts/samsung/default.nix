# samsung: the small laptop.
{
  imports = [
    ./hardware-configuration.nix
    ../../roles/workstation.nix
  ];

  networking.hostName = "samsung";
  system.stateVersion = "25.11";
  snowfleet.host.role = "workstation";
  snowfleet.host.address = "192.0.2.90";

  features.media.library.enable = true;
}
