{ mkFeature }:
mkFeature {
  title = "nftables";
  description = "The packet filter.";
  category = "network";
}
