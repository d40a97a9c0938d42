{ mkFeature }:
mkFeature {
  title = "Alertmanager";
  description = "Sorts the alerts of Prometheus, holds back what follows from something worse, and tells a person.";
  category = "monitoring";
  needs = [ "monitoring.prometheus" ];
  secrets = [ "alertmanager-receiver" ];
  health = [
    { unit = "alertmanager.service"; }
    { url = "http://127.0.0.1:9093/-/ready"; }
  ];
  metrics = [
    "alertmanager_alerts"
    "alertmanager_notifications_failed_total"
    "alertmanager_notifications_total"
  ];

  options =
    { lib, ... }:
    {
      receiver = lib.mkOption {
        type = lib.types.enum [
          "ntfy"
          "email"
        ];
        default = "ntfy";
        description = "How people are told. The secret holds the access token for ntfy, or the password of the mail account.";
      };
      ntfy = lib.mkOption {
        type = lib.types.str;
        default = "http://127.0.0.1:2586/fleet";
        description = "Address of the ntfy topic.";
      };
      mailTo = lib.mkOption {
        type = lib.types.str;
        default = "admin@example.org";
        description = "Who gets the mail.";
      };
      mailFrom = lib.mkOption {
        type = lib.types.str;
        default = "alerts@example.org";
        description = "Sender of the mail, and name of the account.";
      };
      smarthost = lib.mkOption {
        type = lib.types.str;
        default = "mail.example.org:587";
        description = "Mail server that takes it, as host:port.";
      };
      repeat = lib.mkOption {
        type = lib.types.str;
        default = "12h";
        description = "After how long an alert that still holds is told again.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "local";
        description = "Who may see and silence alerts: this host, the tailnet, or every network. There is no login.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      reach = import ./reach.nix {
        inherit (cfg) expose;
        port = 9093;
      };
      # The service has no lasting user who could own a file: systemd hands the secret over.
      secret = "/run/credentials/alertmanager.service/receiver";
    in
    {
      services.prometheus = {
        alertmanager = {
          enable = true;
          listenAddress = reach.address;
          # There is only one: no port for others to join at.
          extraFlags = [ "--cluster.listen-address=" ];
          configuration = {
            global = lib.optionalAttrs (cfg.receiver == "email") {
              smtp_from = cfg.mailFrom;
              smtp_smarthost = cfg.smarthost;
              smtp_auth_username = cfg.mailFrom;
              smtp_auth_password_file = secret;
              smtp_require_tls = true;
            };
            route = {
              receiver = "people";
              group_by = [
                "alertname"
                "host"
              ];
              group_wait = "30s";
              group_interval = "5m";
              repeat_interval = cfg.repeat;
              routes = [
                {
                  # Always fires, for features.monitoring.heartbeat to see; no person needs it.
                  matchers = [ ''alertname="Watchdog"'' ];
                  receiver = "nobody";
                }
                {
                  matchers = [ ''severity="critical"'' ];
                  receiver = "people";
                  group_wait = "10s";
                  repeat_interval = "1h";
                }
              ];
            };
            inhibit_rules = [
              {
                # From a host that is down nothing else is to be expected.
                source_matchers = [ ''alertname="HostDown"'' ];
                target_matchers = [ ''severity=~"warning|info"'' ];
                equal = [ "host" ];
              }
              {
                source_matchers = [ ''severity="critical"'' ];
                target_matchers = [ ''severity="warning"'' ];
                equal = [
                  "host"
                  "subject"
                ];
              }
            ];
            receivers = [
              { name = "nobody"; }
              (
                {
                  name = "people";
                }
                // (
                  if cfg.receiver == "ntfy" then
                    {
                      webhook_configs = [
                        {
                          # ntfy knows Alertmanager's format and writes it out for people.
                          url = "${cfg.ntfy}?template=alertmanager";
                          send_resolved = true;
                          http_config.authorization.credentials_file = secret;
                        }
                      ];
                    }
                  else
                    {
                      email_configs = [
                        {
                          to = cfg.mailTo;
                          send_resolved = true;
                        }
                      ];
                    }
                )
              )
            ];
          };
        };
        alertmanagers = [ { static_configs = [ { targets = [ "127.0.0.1:9093" ]; } ]; } ];
      };
      systemd.services.alertmanager.serviceConfig.LoadCredential = [
        "receiver:${config.age.secrets.alertmanager-receiver.path}"
      ];
      networking.firewall = reach.firewall;
    };
}
