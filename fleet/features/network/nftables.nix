{ mkFeature }:
mkFeature {
  title = "nftables";
  description = "The firewall speaks nftables instead of iptables.";
  category = "network";
  health = [ { unit = "nftables.service"; } ];

  config = {
    networking.nftables.enable = true;
  };
}
