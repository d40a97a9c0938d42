{ mkFeature }:
mkFeature {
  title = "Incus";
  description = "System containers and virtual machines of any distribution, run from one command line and a web page.";
  category = "virtualization";
  needs = [ "network.nftables" ];
  conflicts = [
    {
      feature = "virtualization.docker";
      reason = "Docker drops what Incus forwards between its bridge and the network, so that containers have no way out.";
    }
  ];
  health = [
    { unit = "incus.socket"; }
    { unit = "incus-preseed.service"; }
  ];

  options =
    { lib, ... }:
    {
      page = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether Incus offers its web page.";
      };
      users = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "admin" ];
        description = "Who may use it without sudo. Whoever may is as good as root.";
      };
      bridge = lib.mkOption {
        type = lib.types.str;
        default = "incusbr0";
        description = "Bridge that containers and machines stand on.";
      };
    };

  config =
    { cfg, ... }:
    {
      virtualisation.incus = {
        enable = true;
        ui.enable = cfg.page;
        # What `incus admin init` would ask.
        preseed = {
          networks = [
            {
              name = cfg.bridge;
              type = "bridge";
              config = {
                "ipv4.address" = "auto";
                "ipv4.nat" = "true";
                "ipv6.address" = "none";
              };
            }
          ];
          storage_pools = [
            {
              name = "default";
              driver = "dir";
            }
          ];
          profiles = [
            {
              name = "default";
              devices = {
                eth0 = {
                  name = "eth0";
                  network = cfg.bridge;
                  type = "nic";
                };
                root = {
                  path = "/";
                  pool = "default";
                  type = "disk";
                };
              };
            }
          ];
        };
      };
      users.groups.incus-admin.members = cfg.users;
      # The bridge hands out addresses and names; nothing else of the host is for its guests.
      networking.firewall.interfaces.${cfg.bridge} = {
        allowedTCPPorts = [ 53 ];
        allowedUDPPorts = [
          53
          67
        ];
      };
    };
}
