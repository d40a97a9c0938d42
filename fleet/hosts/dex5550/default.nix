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

  # --- what it watches ---
  features.monitoring.prometheus = {
    enable = true;
    retention = "90d";
    # Every host runs the node exporter.
    targets = [
      "dex5550:9100"
      "hp:9100"
      "p510:9100"
      "p620:9100"
      "razer:9100"
      "samsung:9100"
    ];
    jobs = {
      alertmanager = [ "localhost:9093" ];
      loki = [ "localhost:3100" ];
      nvidia = [ "hp:9835" "p510:9835" ];
      processes = [ "dex5550:9256" "hp:9256" "p510:9256" "p620:9256" ];
    };
  };
  features.monitoring.recording-rules.enable = true;
  features.monitoring.alert-rules.enable = true;
  features.monitoring.alert-rules.mayBeAway = [ "razer" "samsung" ];
  features.monitoring.alertmanager.enable = true;
  features.monitoring.loki.enable = true;
  features.monitoring.log-rules.enable = true;
  features.monitoring.ntfy.enable = true;
  features.monitoring.network-probes.enable = true;
  features.monitoring.network-probes.probers = [ "dex5550:9115" "p510:9115" ];
  features.monitoring.grafana.enable = true;
  features.monitoring.grafana.expose = "local"; # through the reverse proxy only
  features.monitoring.grafana.port = 3001; # 3000 belongs to a container

  # --- what it does for the network ---
  features.network.tailscale.enable = true;
  features.network.tailscale.routing = "server";
  features.network.tailscale.exitNode = true;
  features.network.tailscale.tags = [ "tag:server" "tag:monitoring" ];
  features.network.tailscale-acl.enable = true;
  features.network.networkd.address = "192.0.2.222/24";
  features.network.dns-server.enable = true;
  features.network.time-sync.serve = true;
  features.network.reverse-proxy.enable = true;
  features.network.reverse-proxy.sites = {
    grafana = "127.0.0.1:3001";
    alerts = "127.0.0.1:9093";
    ntfy = "127.0.0.1:2586";
    prometheus = "127.0.0.1:9090";
  };

  # --- what it keeps ---
  features.shells.atuin-server.enable = true;
  features.shells.atuin-server.expose = "network";
  features.storage.backup-server.enable = true;
  features.system.backup.paths = [ "/var/lib" ];

  # --- keeping it safe ---
  features.hardware.ups.server = "p510";
  features.security.fail2ban.enable = true;
  features.security.hardening.enable = true;
  features.security.secret-rotation.everything = true;

  features.virtualization.docker.enable = true;
}
