{ mkFeature }:
mkFeature {
  title = "Heartbeat";
  description = "Tells an outside service every few minutes that alerting works. If it falls silent, that service tells you.";
  category = "monitoring";
  needs = [
    "monitoring.alert-rules"
    "monitoring.alertmanager"
  ];
  secrets = [ "heartbeat-url" ];
  health = [ { unit = "heartbeat.timer"; } ];

  options =
    { lib, ... }:
    {
      minutes = lib.mkOption {
        type = lib.types.ints.between 1 60;
        default = 5;
        description = "Minutes between two beats.";
      };
    };

  config =
    {
      cfg,
      config,
      pkgs,
      ...
    }:
    let
      beat = pkgs.writeShellApplication {
        name = "heartbeat";
        runtimeInputs = [
          pkgs.curl
          pkgs.jq
        ];
        # The whole chain has to work: rules evaluated by Prometheus, alerts arrived at Alertmanager.
        text = ''
          alerts=$(curl --fail --silent --show-error --max-time 10 \
            --get --data-urlencode 'filter=alertname="Watchdog"' \
            http://127.0.0.1:9093/api/v2/alerts)
          if ! jq --exit-status 'length > 0' >/dev/null <<<"$alerts"; then
            echo "Alertmanager does not have the alert Watchdog: no beat." >&2
            exit 1
          fi
          # The address is a secret: curl reads it from a pipe, where no list of processes shows it.
          printf 'url = "%s"\n' "$(<"$CREDENTIALS_DIRECTORY/url")" |
            curl --fail --silent --show-error --max-time 20 --retry 3 --output /dev/null --config -
        '';
      };
    in
    {
      systemd.services.heartbeat = {
        description = "Sign of life of the alerting";
        wants = [ "network-online.target" ];
        after = [
          "network-online.target"
          "alertmanager.service"
        ];
        serviceConfig = {
          Type = "oneshot";
          DynamicUser = true;
          ExecStart = "${beat}/bin/heartbeat";
          LoadCredential = [ "url:${config.age.secrets.heartbeat-url.path}" ];
        };
      };
      systemd.timers.heartbeat = {
        description = "Sign of life of the alerting";
        wantedBy = [ "timers.target" ];
        timerConfig = {
          OnBootSec = "5min";
          OnUnitActiveSec = "${toString cfg.minutes}min";
        };
      };
    };
}
