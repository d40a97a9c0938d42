# A timer that tries the nightly backup out: its script gets restic and the repository, and tells node exporter
# how it went. What the features that do so have in common.
{ config, pkgs }:
{
  name,
  description,
  # Text of the script; its last argument is the folder for numbers.
  script,
  # Words before that folder.
  arguments,
  # Packages beside restic, coreutils and jq.
  tools ? [ ],
  # When, in the words of systemd.time.
  schedule,
}:
let
  backup = config.features.system.backup;
  program = pkgs.writeShellApplication {
    inherit name;
    runtimeInputs = [
      pkgs.coreutils
      pkgs.jq
      pkgs.restic
    ]
    ++ tools;
    text = script;
  };
in
{
  environment.systemPackages = [ program ];
  systemd.services.${name} = {
    inherit description;
    after = [ "restic-backups-nightly.service" ];
    environment = {
      RESTIC_REPOSITORY = backup.repository;
      RESTIC_PASSWORD_FILE =
        if backup.passwordFile != null then
          backup.passwordFile
        else
          config.age.secrets.restic-password.path;
      RESTIC_CACHE_DIR = "/var/cache/${name}";
    };
    serviceConfig = {
      Type = "oneshot";
      ExecStart = "${program}/bin/${name} ${toString arguments} /var/lib/node-exporter/textfile";
      CacheDirectory = name;
      CacheDirectoryMode = "0700";
      Nice = 19;
      IOSchedulingClass = "idle";
      # What is read there is as private as the originals.
      PrivateTmp = true;
      UMask = "0077";
    };
  };
  systemd.timers.${name} = {
    inherit description;
    wantedBy = [ "timers.target" ];
    timerConfig = {
      OnCalendar = schedule;
      Persistent = true;
      RandomizedDelaySec = "1h";
    };
  };
}
