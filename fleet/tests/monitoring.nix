# What the features of monitoring set up. Run by `nix eval .#tests`.
{ has, absent }:
let
  tailnet = port: { networking.firewall.interfaces.tailscale0.allowedTCPPorts = has [ port ]; };
in
{
  alert-rules = {
    settings.mayBeAway = [ "razer" ];
    expect = {
      services.prometheus.enable = true;
      services.prometheus.ruleFiles = has [ "fleet-alerts.rules" ];
    };
  };

  alertmanager = {
    settings = {
      receiver = "email";
      mailTo = "somebody@example.org";
    };
    expect = {
      services.prometheus.alertmanager = {
        enable = true;
        listenAddress = "127.0.0.1";
        configuration.global.smtp_auth_password_file = "/run/credentials/alertmanager.service/receiver";
        configuration.receivers = has [
          {
            name = "people";
            email_configs = [
              {
                to = "somebody@example.org";
                send_resolved = true;
              }
            ];
          }
        ];
      };
      services.prometheus.alertmanagers = [ { static_configs = [ { targets = [ "127.0.0.1:9093" ]; } ]; } ];
      systemd.services.alertmanager.serviceConfig.LoadCredential = has [
        "receiver:/run/agenix/alertmanager-receiver"
      ];
    };
  };

  alloy = {
    settings.loki = "http://logs:3100";
    expect = {
      services.alloy.enable = true;
      environment.etc."alloy/config.alloy".text = has [
        ''url = "http://logs:3100/loki/api/v1/push"''
        ''host = "probe"''
        ''regex         = "debug"''
      ];
    };
  };

  below = {
    settings.days = 3;
    expect.services.below = {
      enable = true;
      retention.time = 259200;
    };
  };

  blackbox = {
    expect = {
      services.prometheus.exporters.blackbox.enable = true;
      services.prometheus.exporters.blackbox.listenAddress = "0.0.0.0";
    }
    // tailnet 9115;
  };

  grafana = {
    "with".monitoring.loki.enable = true;
    settings = {
      port = 3001;
      dashboards = [
        "fleet"
        "network"
      ];
      expose = "local";
    };
    expect = {
      services.grafana = {
        enable = true;
        settings.server = {
          http_port = 3001;
          http_addr = "127.0.0.1";
        };
        settings.security.admin_password = "$__file{/run/agenix/grafana-admin}";
        settings.dashboards.default_home_dashboard_path = "/etc/grafana-dashboards/fleet.json";
        provision.dashboards.settings.providers = [
          {
            name = "fleet";
            type = "file";
            allowUiUpdates = false;
            options.path = "/etc/grafana-dashboards";
          }
        ];
      };
      age.secrets.grafana-admin.owner = "grafana";
      environment.etc."grafana-dashboards/fleet.json".text = has [ ''"uid":"fleet"'' ];
      environment.etc."grafana-dashboards/network.json".text = has [ "probe_success" ];
      environment.etc."grafana-dashboards/media.json" = absent;
      networking.firewall.allowedTCPPorts = absent;
      # Brought with it: the dashboards read its series.
      services.prometheus.ruleFiles = has [ "fleet-recording.rules" ];
    };
  };

  heartbeat = {
    settings.minutes = 10;
    expect.systemd = {
      timers.heartbeat.timerConfig.OnUnitActiveSec = "10min";
      services.heartbeat.serviceConfig.LoadCredential = has [ "url:/run/agenix/heartbeat-url" ];
    };
  };

  log-rules = {
    settings.logins = 7;
    expect = {
      services.loki.configuration.ruler.alertmanager_url = "http://127.0.0.1:9093";
      environment.etc."loki/rules/fake/fleet.yaml".text = has [
        "[10m])) > 7"
        ''"alert":"DiskErrors"''
      ];
    };
  };

  loki = {
    settings.days = 10;
    expect = {
      services.loki.enable = true;
      services.loki.configuration.limits_config.retention_period = "240h";
      services.loki.configuration.compactor.retention_enabled = true;
    }
    // tailnet 3100;
  };

  network-probes = {
    settings = {
      probers = [ "p620:9115" ];
      hosts = [ "p510" ];
      pages = [ ];
    };
    expect = {
      environment.etc."prometheus/probes/ping.json".text =
        ''[{"labels":{"host":"p510","probe":"ping"},"targets":["p510"]}]'';
      environment.etc."prometheus/probes/ssh.json".text = has [ ''"targets":["p510:22"]'' ];
      environment.etc."prometheus/probes/http.json" = absent;
      services.prometheus.exporters.blackbox.enable = true;
    };
  };

  nixos-exporter = {
    settings.minutes = 15;
    expect.systemd = {
      timers.nixos-exporter.timerConfig.OnUnitActiveSec = "15min";
      services.nixos-exporter.serviceConfig.Type = "oneshot";
      services.nixos-exporter.path = has [ "/run/current-system/sw" ];
    };
  };

  node-exporter = {
    settings = {
      collectors = [ "processes" ];
      expose = "network";
    };
    expect = {
      services.prometheus.exporters.node = {
        enable = true;
        enabledCollectors = [ "processes" ];
        extraFlags = [ "--collector.textfile.directory=/var/lib/node-exporter/textfile" ];
      };
      networking.firewall.allowedTCPPorts = has [ 9100 ];
      systemd.tmpfiles.rules = has [ "d /var/lib/node-exporter/textfile 0755 root root -" ];
    };
  };

  ntfy = {
    settings.url = "https://ntfy.example.org";
    expect = {
      services.ntfy-sh.enable = true;
      services.ntfy-sh.settings.base-url = "https://ntfy.example.org";
      services.ntfy-sh.settings.auth-default-access = "deny-all";
      systemd.services.ntfy-sh.serviceConfig.EnvironmentFile = "/run/agenix/ntfy-accounts";
    }
    // tailnet 2586;
  };

  nvidia-exporter = {
    expect = {
      services.prometheus.exporters.nvidia-gpu.enable = true;
    }
    // tailnet 9835;
  };

  process-exporter = {
    settings.names = [ "nix-daemon" ];
    expect.services.prometheus.exporters.process = {
      enable = true;
      settings.process_names = [
        {
          name = "{{.Comm}}";
          comm = [ "nix-daemon" ];
        }
      ];
    };
  };

  prometheus = {
    settings = {
      retention = "90d";
      retentionSize = "20GB";
      targets = [ "p620:9100" ];
      jobs.systemd = [ "localhost:9558" ];
      interval = "15s";
    };
    expect = {
      services.prometheus = {
        enable = true;
        retentionTime = "90d";
        extraFlags = has [ "--storage.tsdb.retention.size=20GB" ];
        listenAddress = "127.0.0.1";
        globalConfig.scrape_interval = "15s";
      };
      services.prometheus.exporters.node.enable = true;
    };
  };

  recording-rules = {
    expect.services.prometheus.ruleFiles = has [ "fleet-recording.rules" ];
  };

  smartctl-exporter = {
    settings.devices = [ "/dev/nvme0n1" ];
    expect = {
      services.prometheus.exporters.smartctl = {
        enable = true;
        devices = [ "/dev/nvme0n1" ];
        maxInterval = "5m";
      };
    }
    // tailnet 9633;
  };

  status-page = {
    settings.endpoints.Plex = "http://p510:32400/identity";
    expect.services.gatus = {
      enable = true;
      settings.web.port = 8085;
      settings.endpoints = has [
        {
          name = "Plex";
          url = "http://p510:32400/identity";
          interval = "1m";
          conditions = [ "[STATUS] < 400" ];
        }
      ];
    };
  };

  systemd-exporter = {
    settings.expose = "local";
    expect = {
      services.prometheus.exporters.systemd.enable = true;
      services.prometheus.exporters.systemd.listenAddress = "127.0.0.1";
      services.prometheus.exporters.systemd.extraFlags = has [ "--systemd.collector.enable-restart-count" ];
      networking.firewall.interfaces.tailscale0 = absent;
    };
  };

  zfs-exporter = {
    settings.pools = [ "tank" ];
    expect = {
      services.prometheus.exporters.zfs = {
        enable = true;
        pools = [ "tank" ];
      };
    }
    // tailnet 9134;
  };
}
