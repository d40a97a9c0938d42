{ lib, ... }:
let
  inherit (import ../declare.nix lib) flag maybe of package port service text texts unit;
  inherit (import ../plain.nix lib) fingerprintOf;
  inherit (lib) types;

  timer = types.nullOr (types.attrsOf types.anything);

  chosenOllama =
    cfg: pkgs:
    if cfg.acceleration == "cuda" then
      pkgs.ollama-cuda
    else if cfg.acceleration == "rocm" then
      pkgs.ollama-rocm
    else
      cfg.package;

  # Services that are one daemon with a package, a data folder and ports to open.
  daemonWith =
    more: name: title: ports:
    service {
      path = [ "services" name ];
      inherit title;
      options =
        pkgs:
        {
          openFirewall = flag false "Whether its ports are opened.";
          dataDir = of types.path "/var/lib/${name}" "Folder of its data.";
          package = package pkgs name;
        }
        // more name;
      units = cfg: _: { "${name}.service" = unit title "${cfg.package}/bin/${name}"; };
      also = cfg: { networking.firewall.allowedTCPPorts = lib.mkIf cfg.openFirewall ports; };
    };
  loneDaemon = daemonWith (_: { });
  daemon = daemonWith (name: {
    user = text name "User it runs as.";
    group = text name "Group it runs as.";
  });
in
{
  imports = [
    (daemon "plex" "Plex Media Server" [ 32400 ])
    (daemon "jellyfin" "Jellyfin Media Server" [
      8096
      8920
    ])
    (daemon "sonarr" "Sonarr" [ 8989 ])
    (daemon "radarr" "Radarr" [ 7878 ])
    (loneDaemon "prowlarr" "Prowlarr" [ 9696 ])
    (service {
      path = [ "services" "syncthing" ];
      title = "Syncthing";
      options = pkgs: {
        package = package pkgs "syncthing";
        user = text "syncthing" "User it runs as.";
        group = text "syncthing" "Group it runs as.";
        dataDir = of types.path "/var/lib/syncthing" "Folder of its data.";
        openDefaultPorts = flag false "Whether its ports are opened.";
      };
      units = cfg: _: { "syncthing.service" = unit "Syncthing service" "${cfg.package}/bin/syncthing"; };
      also = cfg: { networking.firewall.allowedTCPPorts = lib.mkIf cfg.openDefaultPorts [ 22000 ]; };
    })
    (service {
      path = [ "services" "ollama" ];
      title = "Ollama";
      options = pkgs: {
        package = package pkgs "ollama";
        acceleration = of (types.nullOr (types.enum [ false "rocm" "cuda" ])) null "What computes.";
        host = text "127.0.0.1" "Address to answer on.";
        port = port 11434 "Port to answer on.";
        loadModels = texts [ ] "Models to fetch.";
        models = text "/var/lib/ollama/models" "Folder of the models.";
        home = text "/var/lib/ollama" "Folder of its data.";
        openFirewall = flag false "Whether its port is opened.";
        environmentVariables = of (types.attrsOf types.str) { } "Environment variables.";
      };
      packages = cfg: pkgs: [ (chosenOllama cfg pkgs) ];
      units =
        cfg: pkgs:
        {
          "ollama.service" = unit "Server for local large language models" "${chosenOllama cfg pkgs}/bin/ollama serve";
        }
        // lib.optionalAttrs (cfg.loadModels != [ ]) {
          "ollama-model-loader.service" = unit "Download ollama models" "ollama pull ${toString cfg.loadModels}";
        };
      also = cfg: { networking.firewall.allowedTCPPorts = lib.mkIf cfg.openFirewall [ cfg.port ]; };
    })
    (service {
      path = [ "services" "open-webui" ];
      title = "Open WebUI";
      options = pkgs: {
        package = package pkgs "open-webui";
        host = text "127.0.0.1" "Address to answer on.";
        port = port 8080 "Port to answer on.";
        environment = of (types.attrsOf types.str) { } "Environment variables.";
        openFirewall = flag false "Whether its port is opened.";
      };
      units = cfg: _: { "open-webui.service" = unit "User-friendly WebUI for LLMs" "${cfg.package}/bin/open-webui serve"; };
    })
    (service {
      path = [ "services" "nginx" ];
      title = "nginx";
      units = _: pkgs: { "nginx.service" = unit "Nginx Web Server" "${pkgs.nginx}/bin/nginx"; };
    })
    (service {
      path = [ "services" "caddy" ];
      title = "Caddy";
      units = _: pkgs: { "caddy.service" = unit "Caddy" "${pkgs.caddy}/bin/caddy run"; };
    })
    (service {
      path = [ "services" "fwupd" ];
      title = "fwupd";
      packages = _: pkgs: [ pkgs.fwupd ];
      units = _: _: { "fwupd.service" = unit "Firmware update daemon" "fwupd"; };
    })
    (service {
      path = [ "services" "smartd" ];
      title = "smartd";
      units = _: pkgs: { "smartd.service" = unit "S.M.A.R.T. Daemon" "${pkgs.smartmontools}/bin/smartd"; };
    })
    (service {
      path = [ "services" "fstrim" ];
      title = "periodic trimming of disks";
      options = _: { interval = text "weekly" "How often."; };
      units = _: _: { "fstrim.timer" = unit "Discard unused blocks" "fstrim --fstab"; };
    })
    (
      { config, pkgs, ... }:
      {
        options.services.restic.backups = lib.mkOption {
          default = { };
          description = "Backups with restic, by name.";
          type = types.attrsOf (
            types.submodule {
              options = {
                repository = maybe types.str "Where backups are stored.";
                repositoryFile = maybe types.path "File that says where.";
                passwordFile = of types.str "" "File with the password.";
                environmentFile = maybe types.str "File with environment variables.";
                paths = of (types.nullOr (types.listOf types.str)) [ ] "Folders to save.";
                exclude = texts [ ] "Patterns to leave out.";
                initialize = flag false "Whether a missing repository is made.";
                pruneOpts = texts [ ] "What to keep.";
                timerConfig = of timer { OnCalendar = "daily"; } "When to run.";
                user = text "root" "User it runs as.";
              };
            }
          );
        };
        config = lib.mkIf (config.services.restic.backups != { }) {
          environment.systemPackages = [ pkgs.restic ];
          practice.units = lib.concatMapAttrs (
            name: backup:
            let
              fingerprint = fingerprintOf backup;
            in
            {
              "restic-backups-${name}.service" = unit "Restic backup ${name}" "${pkgs.restic}/bin/restic backup" // {
                inherit fingerprint;
                started = false;
              };
              "restic-backups-${name}.timer" = unit "Restic backup ${name}" "" // { inherit fingerprint; };
            }
          ) config.services.restic.backups;
        };
      }
    )
  ];
}
