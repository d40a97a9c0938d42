{ mkFeature }:
mkFeature {
  title = "NixOS exporter";
  description = "Tells Prometheus which generation and revision runs, whether a reboot is due, and how full the store and /boot are.";
  category = "monitoring";
  needs = [ "monitoring.node-exporter" ];
  health = [ { unit = "nixos-exporter.timer"; } ];
  metrics = [
    "nixos_boot_free_bytes"
    "nixos_boot_size_bytes"
    "nixos_configuration_built_timestamp_seconds"
    "nixos_configuration_info"
    "nixos_exporter_last_run_timestamp_seconds"
    "nixos_failed_units"
    "nixos_generation_booted"
    "nixos_generation_current"
    "nixos_generation_default"
    "nixos_generations"
    "nixos_reboot_needed"
    "nixos_store_bytes"
    "nixos_store_paths"
  ];

  options =
    { lib, ... }:
    {
      minutes = lib.mkOption {
        type = lib.types.ints.between 1 60;
        default = 5;
        description = "Minutes between two looks at the host.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    let
      exporter = pkgs.writeShellApplication {
        name = "nixos-exporter";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.gnugrep
          pkgs.jq
          pkgs.sqlite
          pkgs.systemd
        ];
        text = builtins.readFile ./nixos-exporter.sh;
      };
    in
    {
      systemd.services.nixos-exporter = {
        description = "Numbers about NixOS for Prometheus";
        # nixos-version belongs to the running system, not to a package.
        path = [ "/run/current-system/sw" ];
        serviceConfig = {
          Type = "oneshot";
          ExecStart = "${exporter}/bin/nixos-exporter /var/lib/node-exporter/textfile";
          Nice = 10;
          IOSchedulingClass = "idle";
          NoNewPrivileges = true;
          PrivateNetwork = true;
          PrivateTmp = true;
          ProtectHome = true;
          ProtectSystem = "strict";
          # Nix's database keeps its lock beside itself, for readers too.
          ReadWritePaths = [
            "/var/lib/node-exporter/textfile"
            "/nix/var/nix/db"
          ];
        };
      };
      systemd.timers.nixos-exporter = {
        description = "Numbers about NixOS for Prometheus";
        wantedBy = [ "timers.target" ];
        timerConfig = {
          OnBootSec = "1min";
          OnUnitActiveSec = "${toString cfg.minutes}min";
        };
      };
    };
}
