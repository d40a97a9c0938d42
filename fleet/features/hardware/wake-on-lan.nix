{ mkFeature }:
mkFeature {
  title = "Wake on LAN";
  description = "A magic packet from another host switches this one on, or wakes it.";
  category = "hardware";

  config = {
    systemd.network.links."40-wake-on-lan" = {
      matchConfig.Type = "ether";
      linkConfig = {
        WakeOnLan = "magic";
        # The first file that fits is the only one read, so it has to say what the usual one does.
        NamePolicy = "keep kernel database onboard slot path";
        AlternativeNamesPolicy = "database onboard slot path mac";
        MACAddressPolicy = "persistent";
      };
    };
  };
}
