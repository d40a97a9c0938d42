{ mkFeature }:
mkFeature {
  title = "Automatic updates";
  description = "Takes the fleet's newest revision at night, tries it, and goes back by itself when something that ran before does not run any more.";
  category = "system";
  health = [ { unit = "auto-update.timer"; } ];
  metrics = [
    "fleet_auto_update_last_run_timestamp_seconds"
    "fleet_auto_update_rolled_back"
    "fleet_auto_update_success"
  ];

  options =
    { lib, ... }:
    {
      flake = lib.mkOption {
        type = lib.types.str;
        default = "git+file:///etc/nixos";
        example = "github:you/fleet";
        description = "Where the fleet is. The host takes what its main branch says.";
      };
      when = lib.mkOption {
        type = lib.types.str;
        default = "*-*-* 04:00";
        description = "When, as systemd writes times.";
      };
      patience = lib.mkOption {
        type = lib.types.ints.between 10 1800;
        default = 180;
        description = "Seconds after which the host has to be well.";
      };
      units = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        description = "Units to look at, besides those that the host's features name.";
      };
      urls = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "http://127.0.0.1:32400/identity" ];
        description = "Addresses that have to answer.";
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
      # What the features of this host say is to be looked at after a deploy.
      catalogue = (import ../../lib/load-features.nix (import ../.)).catalogue;
      isOn =
        id: lib.getAttrFromPath ([ "features" ] ++ lib.splitString "." id ++ [ "enable" ]) config;
      units = lib.concatMap (id: lib.catAttrs "unit" catalogue.${id}.health) (
        lib.filter isOn (lib.attrNames catalogue)
      );
      script = pkgs.writeShellApplication {
        name = "auto-update";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.curl
          pkgs.gawk
          pkgs.gitMinimal
          pkgs.gnugrep
          pkgs.gnused
          pkgs.jq
          pkgs.nix
          pkgs.openssh
          pkgs.systemd
        ];
        text = builtins.readFile ./auto-update.sh;
      };
    in
    {
      systemd.services.auto-update = {
        description = "Update to the fleet's newest revision";
        after = [ "network-online.target" ];
        wants = [ "network-online.target" ];
        # It is in the middle of activating when its own unit changes.
        restartIfChanged = false;
        unitConfig.X-StopOnRemoval = false;
        environment = {
          FLAKE = cfg.flake;
          HOST = config.networking.hostName;
          UNITS = lib.concatStringsSep " " (lib.unique (units ++ cfg.units));
          URLS = lib.concatStringsSep " " cfg.urls;
          PATIENCE = toString cfg.patience;
          STATE = "/var/lib/auto-update";
          METRICS = "/var/lib/node-exporter/textfile";
          HOME = "/root";
        };
        serviceConfig = {
          Type = "oneshot";
          ExecStart = "${script}/bin/auto-update";
          StateDirectory = "auto-update";
          TimeoutStartSec = "6h";
          # Going back takes its time.
          TimeoutStopSec = "10min";
        };
      };
      systemd.timers.auto-update = {
        description = "Update to the fleet's newest revision";
        wantedBy = [ "timers.target" ];
        timerConfig = {
          OnCalendar = cfg.when;
          Persistent = true;
          RandomizedDelaySec = "30min";
        };
      };
    };
}
