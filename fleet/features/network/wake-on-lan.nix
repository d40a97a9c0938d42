{ mkFeature }:
mkFeature {
  title = "Wake on LAN";
  description = "The host can be switched on from another one, and can switch others on.";
  category = "network";

  config =
    { pkgs, ... }:
    {
      # Any wired card in the machine, whatever it is called. The first file that matches replaces systemd's own, so
      # its naming is said again.
      systemd.network.links."50-wake-on-lan" = {
        matchConfig = {
          Type = "ether";
          Path = "pci-*";
        };
        linkConfig = {
          WakeOnLan = "magic";
          NamePolicy = "keep kernel database onboard slot path";
          AlternativeNamesPolicy = "database onboard slot path mac";
          MACAddressPolicy = "persistent";
        };
      };
      environment.systemPackages = [
        pkgs.ethtool
        pkgs.wakeonlan
      ];
    };
}
