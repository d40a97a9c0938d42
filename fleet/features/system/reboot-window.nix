{ mkFeature }:
mkFeature {
  title = "Reboot window";
  description = "Starts the host again in a set night hour if a new kernel waits, unless somebody or something is at work.";
  category = "system";
  health = [ { unit = "reboot-window.timer"; } ];

  options =
    { lib, ... }:
    {
      when = lib.mkOption {
        type = lib.types.str;
        default = "Sun *-*-* 05:30";
        description = "When, as systemd writes times.";
      };
      notice = lib.mkOption {
        type = lib.types.ints.between 1 60;
        default = 5;
        description = "Minutes between the announcement and the restart.";
      };
      evenIfUsed = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether people who are logged in do not hold it off.";
      };
    };

  config =
    {
      cfg,
      pkgs,
      ...
    }:
    let
      script = pkgs.writeShellApplication {
        name = "reboot-window";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.gnugrep
          pkgs.systemd
        ];
        text = builtins.readFile ./reboot-window.sh;
      };
    in
    {
      systemd.services.reboot-window = {
        description = "Restart for a new kernel";
        serviceConfig = {
          Type = "oneshot";
          ExecStart = "${script}/bin/reboot-window ${toString cfg.notice} ${if cfg.evenIfUsed then "yes" else "no"}";
        };
      };
      systemd.timers.reboot-window = {
        description = "Restart for a new kernel";
        wantedBy = [ "timers.target" ];
        # A window that was missed is not made up for by day.
        timerConfig = {
          OnCalendar = cfg.when;
          Persistent = false;
        };
      };
    };
}
