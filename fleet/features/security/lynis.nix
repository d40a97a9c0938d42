{ mkFeature }:
mkFeature {
  title = "Lynis";
  description = "Audits the host's settings now and then, and keeps the score and what it found.";
  category = "security";
  health = [ { unit = "lynis.timer"; } ];
  metrics = [
    "fleet_lynis_score"
    "fleet_lynis_warnings"
  ];

  options =
    { lib, ... }:
    {
      when = lib.mkOption {
        type = lib.types.enum [
          "daily"
          "weekly"
          "monthly"
        ];
        default = "weekly";
        description = "How often.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    let
      script = pkgs.writeShellApplication {
        name = "lynis-report";
        runtimeInputs = [
          pkgs.coreutils
          pkgs.gnugrep
          pkgs.gnused
          pkgs.lynis
        ];
        text = builtins.readFile ./lynis.sh;
      };
    in
    {
      systemd.services.lynis = {
        description = "Audit of the host's settings";
        # Lynis looks at the tools that the host itself would use.
        path = [ "/run/current-system/sw" ];
        serviceConfig = {
          Type = "oneshot";
          ExecStart = "${script}/bin/lynis-report /var/lib/lynis /var/lib/node-exporter/textfile";
          StateDirectory = "lynis";
          StateDirectoryMode = "0700";
          Nice = 15;
        };
      };
      systemd.timers.lynis = {
        description = "Audit of the host's settings";
        wantedBy = [ "timers.target" ];
        timerConfig = {
          OnCalendar = cfg.when;
          Persistent = true;
          RandomizedDelaySec = "2h";
        };
      };
      environment.systemPackages = [ pkgs.lynis ];
    };
}
