{ mkFeature }:
mkFeature {
  title = "Private addresses";
  description = "Strangers' wireless networks see a made-up hardware address, another one for each of them.";
  category = "network";
  needs = [ "network.network-manager" ];

  options =
    { lib, ... }:
    {
      change = lib.mkOption {
        type = lib.types.enum [
          "random"
          "stable"
        ];
        default = "stable";
        description = "\"stable\" keeps one address for each network, so that it remembers the host; \"random\" takes a new one every time.";
      };
    };

  config =
    { cfg, ... }:
    {
      networking.networkmanager.wifi = {
        macAddress = cfg.change;
        scanRandMacAddress = true;
      };
      networking.networkmanager.connectionConfig."ipv6.ip6-privacy" = 2;
    };
}
