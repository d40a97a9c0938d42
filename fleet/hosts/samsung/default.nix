# samsung: the light laptop, for everybody in the house.
{
  imports = [
    ./hardware-configuration.nix
    ../../hardware/intel.nix
    ../../roles/laptop.nix
  ];

  networking.hostName = "samsung";
  system.stateVersion = "25.11";

  snowfleet.host = {
    role        = "laptop";
    description = "Samsung laptop for the household";
    address     = "192.0.2.90";
    user        = "root";
    port        = 22;
    tags        = [ "mobile" "family" ];
    hardware    = [ "intel" ];
  };

  features = {
    desktop.plasma.enable = true; # nobody here wants tiling
    desktop.login = { enable = true; defaultSession = "plasma"; };

    network.tailscale.enable = true;

    # Not needed on this one, although the role would switch it on.
    development.git.enable = false;
  };
}
