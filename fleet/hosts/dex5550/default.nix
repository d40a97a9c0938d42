# dex5550: a small Dell that is always on. It watches the others.
{
  imports = [
    ./hardware-configuration.nix
    ../../hardware/intel.nix
    ../../roles/server.nix
  ];

  networking.hostName = "dex5550";
  system.stateVersion = "25.11";

  snowfleet.host = {
    role = "server";
    description = "Intel small form factor: monitoring and backups";
    address = "192.0.2.222";
    user = "root";
    port = 22;
    tags = [ "infra" "monitoring" ];
    hardware = [ "intel" ];
  };

  features.monitoring.prometheus = {
    enable = true;
    retention = "90d";
    # Every host that runs the node exporter.
    targets = [
      "dex5550:9100"
      "hp:9100"
      "p510:9100"
      "p620:9100"
    ];
  };
  features.monitoring.grafana.enable = true;
  features.monitoring.grafana.port = 3001; # 3000 belongs to a container

  features.network.tailscale.enable = true;
  features.network.tailscale.routing = "server";

  features.security.fail2ban.enable = true;
  features.security.hardening.enable = true;

  features.virtualization.docker.enable = true;
}
