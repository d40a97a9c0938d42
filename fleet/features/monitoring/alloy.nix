{ mkFeature }:
mkFeature {
  title = "Alloy";
  description = "Sends the host's journal to Loki.";
  category = "monitoring";
  health = [
    { unit = "alloy.service"; }
    { url = "http://127.0.0.1:12345/-/ready"; }
  ];
  metrics = [
    "loki_write_dropped_entries_total"
    "loki_write_sent_entries_total"
  ];

  options =
    { lib, ... }:
    {
      loki = lib.mkOption {
        type = lib.types.str;
        default = "http://dex5550:3100";
        description = "Where Loki answers.";
      };
      maxAge = lib.mkOption {
        type = lib.types.str;
        default = "12h";
        description = "How far back it looks when it starts for the first time.";
      };
      debug = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether debug messages are sent too.";
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
      # Alloy writes strings as JSON does.
      quote = builtins.toJSON;

      keep = from: to: ''
        rule {
          source_labels = [${quote from}]
          target_label  = ${quote to}
        }
      '';
    in
    {
      services.alloy = {
        enable = true;
        extraFlags = [
          "--disable-reporting"
          "--server.http.listen-addr=127.0.0.1:12345"
        ];
      };

      environment.etc."alloy/config.alloy".text = ''
        loki.relabel "journal" {
          forward_to = []

          ${keep "__journal__systemd_unit" "unit"}
          ${keep "__journal__transport" "transport"}
          ${keep "__journal_priority_keyword" "level"}
          ${lib.optionalString (!cfg.debug) ''
            rule {
              source_labels = ["__journal_priority_keyword"]
              regex         = "debug"
              action        = "drop"
            }
          ''}
        }

        loki.source.journal "journal" {
          forward_to    = [loki.write.fleet.receiver]
          relabel_rules = loki.relabel.journal.rules
          max_age       = ${quote cfg.maxAge}
          labels        = {
            host = ${quote config.networking.hostName},
            job  = "journal",
          }
        }

        loki.write "fleet" {
          endpoint {
            url = ${quote "${cfg.loki}/loki/api/v1/push"}
          }
        }
      '';
    };
}
