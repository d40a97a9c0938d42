{ mkFeature }:
mkFeature {
  title = "networkd";
  description = "Sets up wired interfaces by rules, for hosts that stay where they are.";
  category = "network";
  health = [ { unit = "systemd-networkd.service"; } ];

  options =
    { lib, ... }:
    {
      interfaces = lib.mkOption {
        type = lib.types.str;
        default = "en* eth*";
        description = "Names of the interfaces it looks after, with * for anything.";
      };
      address = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "192.0.2.222/24";
        description = "Fixed address; null asks the router for one.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      table = import ./host-table.nix;
      fixed = cfg.address != null;
    in
    {
      networking = {
        useNetworkd = true;
        # What is not matched below is left alone.
        useDHCP = false;
      };
      systemd.network = {
        enable = true;
        # One line that works is enough to go on.
        wait-online.anyInterface = lib.mkDefault true;
        networks."10-wired" = {
          matchConfig.Name = cfg.interfaces;
          address = lib.mkIf fixed [ cfg.address ];
          gateway = lib.mkIf fixed [ table.gateway ];
          networkConfig = {
            DHCP = if fixed then "no" else "ipv4";
            IPv6AcceptRA = true;
            # A switch that restarts must not take the address away.
            IgnoreCarrierLoss = "10s";
          };
          dhcpV4Config.UseDomains = "route";
          linkConfig.RequiredForOnline = "routable";
        };
      };
    };
}
