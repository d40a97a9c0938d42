# What services and programs do that are known by their options only: a unit whose fingerprint comes from what
# somebody has set, and the toy package of the same name. Those written by hand do better.
{
  config,
  lib,
  options,
  pkgs,
  ...
}:
let
  inherit (import ./plain.nix lib)
    enabledBelow
    fingerprintOf
    fingerprintOfSet
    packageOf
    ;

  # Where the unit has another name than the service; null where there is none.
  unitNames = {
    ananicy = "ananicy-cpp";
    blueman = null;
    chrony = "chronyd";
    clamav = null;
    deluge = "deluged";
    dockerRegistry = "docker-registry";
    envfs = null;
    flatpak = null;
    geoclue2 = "geoclue";
    guix = "guix-daemon";
    gvfs = null;
    immich = "immich-server";
    libinput = null;
    locate = "update-locatedb";
    nextcloud = "phpfpm-nextcloud";
    ntp = "ntpd";
    opensnitch = "opensnitchd";
    paperless = "paperless-web";
    playerctld = null;
    printing = "cups";
    samba = "samba-smbd";
    searx = "uwsgi";
    speechd = null;
    syncoid = null;
    timesyncd = "systemd-timesyncd";
    tumbler = null;
    udev = "systemd-udevd";
    xserver = "display-manager";
  };

  services = enabledBelow options [ "services" ];
  exporters = enabledBelow options [
    "services"
    "prometheus"
    "exporters"
  ];

  unit = name: path: package: {
    "${name}.service" = {
      description = lib.mkOverride 1100 name;
      exec = lib.mkOverride 1100 (if package == null then name else lib.getExe package);
      started = lib.mkOverride 1150 true;
      fingerprint = fingerprintOfSet options path [ "exporters" ];
    };
  };
in
{
  _file = ./generic.nix;
  config = {
    practice.units = lib.mkMerge (
      map (
        name:
        let
          called = if unitNames ? ${name} then unitNames.${name} else name;
        in
        if called == null then
          { }
        else
          unit called [ "services" name ] (packageOf pkgs config.services.${name} name)
      ) services
      ++ map (
        name:
        unit "prometheus-${name}-exporter" [ "services" "prometheus" "exporters" name ] (
          packageOf pkgs { } "prometheus-${name}-exporter"
        )
      ) exporters
      ++ map (
        name: unit name [ "virtualisation" name ] (packageOf pkgs config.virtualisation.${name} name)
      ) (enabledBelow options [ "virtualisation" ])
      ++ lib.mapAttrsToList (
        name: interface:
        {
          "wg-quick-${name}.service" = {
            description = lib.mkOverride 1100 "wg-quick WireGuard Tunnel - ${name}";
            exec = lib.mkOverride 1100 "wg-quick up ${name}";
            fingerprint = fingerprintOf interface;
          };
        }
      ) config.networking.wg-quick.interfaces
      ++ lib.mapAttrsToList (
        name: interface:
        {
          "wireguard-${name}.service" = {
            description = lib.mkOverride 1100 "WireGuard Tunnel - ${name}";
            exec = lib.mkOverride 1100 "wg set ${name}";
            fingerprint = fingerprintOf interface;
          };
        }
      ) config.networking.wireguard.interfaces
      ++ lib.mapAttrsToList (
        name: job:
        {
          "borgbackup-job-${name}.service" = {
            description = lib.mkOverride 1100 "BorgBackup job ${name}";
            exec = lib.mkOverride 1100 "borg create";
            started = lib.mkOverride 1100 false;
            fingerprint = fingerprintOf job;
          };
          "borgbackup-job-${name}.timer" = {
            description = lib.mkOverride 1100 "BorgBackup job ${name}";
            fingerprint = fingerprintOf job;
          };
        }
      ) config.services.borgbackup.jobs
    );
    environment.systemPackages = lib.concatMap (
      name: lib.filter (package: package != null) [ (packageOf pkgs config.programs.${name} name) ]
    ) (enabledBelow options [ "programs" ]);
  };
}
