{ mkFeature }:
mkFeature {
  title = "Integrity check";
  description = "Looks every night whether files changed that no deploy changed, and whether the Nix store is as it was built.";
  category = "security";
  health = [ { unit = "integrity-check.timer"; } ];
  metrics = [
    "fleet_integrity_files_changed"
    "fleet_integrity_last_run_timestamp_seconds"
    "fleet_integrity_store_broken"
  ];

  options =
    { lib, ... }:
    {
      folders = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "/boot"
          "/root"
          "/etc/ssh"
        ];
        description = "Folders whose files are compared.";
      };
      store = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether the whole Nix store is read, too. That takes long on a slow disk.";
      };
      when = lib.mkOption {
        type = lib.types.str;
        default = "*-*-* 04:30";
        description = "When, as systemd writes times.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    let
      state = "/var/lib/integrity-check";
      aideConfig = pkgs.writeText "aide.conf" ''
        database_in=file:${state}/aide.db
        database_out=file:${state}/aide.db.new
        report_url=stdout

        Content = p+u+g+s+i+n+sha256

        ${lib.concatMapStringsSep "\n" (folder: "${folder} Content") cfg.folders}
        # Histories change whenever somebody works.
        !/root/\.(bash|zsh)_history$
        !/root/\.(cache|local)
      '';
      script = pkgs.writeShellApplication {
        name = "integrity-check";
        runtimeInputs = [
          pkgs.aide
          pkgs.coreutils
          pkgs.findutils
          pkgs.nix
        ];
        text = builtins.readFile ./integrity-check.sh;
      };
    in
    {
      systemd.services.integrity-check = {
        description = "Comparison of files with how they were left";
        serviceConfig = {
          Type = "oneshot";
          ExecStart = lib.concatStringsSep " " [
            "${script}/bin/integrity-check"
            "${aideConfig}"
            state
            "/var/lib/node-exporter/textfile"
            (if cfg.store then "yes" else "no")
          ];
          StateDirectory = "integrity-check";
          StateDirectoryMode = "0700";
          Nice = 15;
          IOSchedulingClass = "idle";
        };
      };
      systemd.timers.integrity-check = {
        description = "Comparison of files with how they were left";
        wantedBy = [ "timers.target" ];
        timerConfig = {
          OnCalendar = cfg.when;
          Persistent = true;
        };
      };
      environment.systemPackages = [ pkgs.aide ];
    };
}
