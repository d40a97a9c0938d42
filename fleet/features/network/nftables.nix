{ mkFeature }:
mkFeature {
  title = "nftables";
  description = "The firewall speaks nftables instead of iptables.";
  category = "network";
  health = [ { unit = "nftables.service"; } ];

  config =
    { pkgs, ... }:
    {
      networking.nftables.enable = true;
      # `nft list ruleset` is how to see what the firewall does.
      environment.systemPackages = [ pkgs.nftables ];
    };
}
