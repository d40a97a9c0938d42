{ mkFeature }:
mkFeature {
  title = "Installer network";
  description = "Cable and wireless on the live system: `nmtui` joins a network, and the small radios of new laptops are known.";
  category = "installer";
  conflicts = [
    {
      feature = "network.networkd";
      reason = "the live system's network is NetworkManager's, and both would set up the same interfaces.";
    }
  ];
  health = [ { unit = "NetworkManager.service"; } ];

  options =
    { lib, ... }:
    {
      wifi = lib.mkOption {
        type = lib.types.enum [
          "iwd"
          "wpa_supplicant"
        ];
        default = "iwd";
        description = "What speaks to the radio. \"iwd\" connects quicker, \"wpa_supplicant\" knows companies' networks.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      networking = {
        networkmanager = {
          enable = true;
          wifi.backend = lib.mkForce cfg.wifi;
        };
        # NixOS's own image starts it without anything that asks for a password.
        wireless.enable = lib.mkForce false;
        wireless.iwd.enable = lib.mkForce (cfg.wifi == "iwd");
      };
      environment.systemPackages = [
        pkgs.ethtool
        pkgs.iw
      ];
    };
}
