# A server that nobody owns, with just enough to evaluate: what features are tried on.
{ mkHost }:
{
  hardware ? [ ],
  module ? { },
}:
mkHost {
  imports = [ module ];

  networking.hostName = "probe";
  system.stateVersion = "25.11";
  snowfleet.host = {
    role = "server";
    inherit hardware;
  };
  # It has no key that secrets could be encrypted to.
  snowfleet.secrets.check = false;

  fileSystems."/" = {
    device = "/dev/disk/by-label/nixos";
    fsType = "ext4";
  };
}
