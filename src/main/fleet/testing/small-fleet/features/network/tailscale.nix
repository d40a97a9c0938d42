{ mkFeature }:
mkFeature {
  title = "Tailscale";
  description = "The network between the hosts.";
  category = "network";

  options =
    { lib, ... }:
    {
      exitNode = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether others may go out through this host.";
      };
    };
}
