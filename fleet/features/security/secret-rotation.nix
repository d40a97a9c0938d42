{ mkFeature }:
mkFeature {
  title = "Secret rotation";
  description = "Says in the journal and in Prometheus which of the secrets that this host uses are due to be replaced.";
  category = "security";
  health = [ { unit = "secret-rotation.timer"; } ];
  metrics = [ "fleet_secret_rotation_due_timestamp_seconds" ];

  options =
    { lib, ... }:
    {
      everything = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether it tells about all secrets of the fleet, not only this host's. For the host that watches the others.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      pkgs,
      ...
    }:
    let
      dates = import ../../secrets/rotation.nix;
      used = lib.filterAttrs (name: _: cfg.everything || config.age.secrets ? ${name}) dates;
      table = pkgs.writeText "secret-rotation.json" (builtins.toJSON used);
      script = pkgs.writeShellApplication {
        name = "secret-rotation";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.jq
        ];
        text = builtins.readFile ./secret-rotation.sh;
      };
    in
    {
      systemd.services.secret-rotation = {
        description = "Secrets that are due for rotation";
        serviceConfig = {
          Type = "oneshot";
          ExecStart = "${script}/bin/secret-rotation ${table} /var/lib/node-exporter/textfile";
          NoNewPrivileges = true;
          PrivateNetwork = true;
          PrivateTmp = true;
          ProtectHome = true;
          ProtectSystem = "strict";
          ReadWritePaths = [ "-/var/lib/node-exporter/textfile" ];
        };
      };
      systemd.timers.secret-rotation = {
        description = "Secrets that are due for rotation";
        wantedBy = [ "timers.target" ];
        timerConfig = {
          OnCalendar = "daily";
          Persistent = true;
          RandomizedDelaySec = "1h";
        };
      };
    };
}
