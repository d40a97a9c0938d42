{ mkFeature }:
mkFeature {
  title = "Software RAID";
  description = "Assembles Linux RAID arrays, tells at once when a disk drops out, and reads all of them through once a month.";
  category = "storage";
  health = [
    { unit = "mdmonitor.service"; }
    { unit = "raid-check.timer"; }
  ];

  options =
    { lib, ... }:
    {
      check = lib.mkOption {
        type = lib.types.str;
        default = "*-*-01 01:00";
        description = "When arrays are read through, in the words of systemd.time.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    let
      alert = pkgs.writeShellApplication {
        name = "raid-alert";
        runtimeInputs = [ pkgs.util-linux ];
        text = ''
          # mdadm calls this with an event, the array and perhaps the disk.
          event=''${1:-unknown}
          case $event in
            Fail | FailSpare | DegradedArray | DeviceDisappeared) priority=daemon.crit ;;
            *) priority=daemon.notice ;;
          esac
          text="$event on ''${2:-?} ''${3:-}"
          logger --tag raid --priority "$priority" -- "$text"
          if [ "$priority" = daemon.crit ]; then
            wall "RAID: $text" || true
          fi
        '';
      };
      check = pkgs.writeShellApplication {
        name = "raid-check";
        text = ''
          # The kernel reads the array in the background, and steps aside for other work.
          for action in /sys/block/md*/md/sync_action; do
            if [ -e "$action" ] && [ "$(< "$action")" = idle ]; then
              echo check > "$action"
            fi
          done
        '';
      };
    in
    {
      boot.swraid = {
        enable = true;
        mdadmConf = ''
          PROGRAM ${alert}/bin/raid-alert
        '';
      };
      systemd.services.raid-check = {
        description = "Reading all RAID arrays through";
        serviceConfig = {
          Type = "oneshot";
          ExecStart = "${check}/bin/raid-check";
        };
      };
      systemd.timers.raid-check = {
        description = "Reading all RAID arrays through";
        wantedBy = [ "timers.target" ];
        timerConfig = {
          OnCalendar = cfg.check;
          Persistent = true;
        };
      };
    };
}
