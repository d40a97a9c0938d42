{ mkFeature }:
mkFeature {
  title = "ZFS exporter";
  description = "Tells Prometheus about the health, the space and the fragmentation of ZFS pools.";
  category = "monitoring";
  needs = [ "storage.zfs" ];
  health = [
    { unit = "prometheus-zfs-exporter.service"; }
    { url = "http://127.0.0.1:9134/metrics"; }
  ];
  metrics = [
    "zfs_dataset_used_bytes"
    "zfs_pool_allocated_bytes"
    "zfs_pool_fragmentation_ratio"
    "zfs_pool_free_bytes"
    "zfs_pool_health"
    "zfs_pool_size_bytes"
  ];

  options =
    { lib, ... }:
    {
      pools = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "tank" ];
        description = "Pools to tell about; an empty list means all of them.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who may ask for the numbers: this host, the tailnet, or every network.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      reach = import ./reach.nix {
        inherit (cfg) expose;
        port = 9134;
      };
    in
    {
      services.prometheus.exporters.zfs = {
        enable = true;
        listenAddress = reach.address;
        pools = lib.mkIf (cfg.pools != [ ]) cfg.pools;
      };
      networking.firewall = reach.firewall;
    };
}
