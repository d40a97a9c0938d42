{ lib, ... }:
let
  inherit (import ../declare.nix lib) flag maybe of package port service text texts unit;
  inherit (import ../plain.nix lib) fingerprintOfSet;
  inherit (lib) types;
in
{
  imports = [
    (service {
      path = [ "services" "prometheus" ];
      title = "Prometheus";
      apart = [ "exporters" ];
      options = pkgs: {
        package = package pkgs "prometheus";
        port = port 9090 "Port to answer on.";
        listenAddress = text "0.0.0.0" "Address to answer on.";
        retentionTime = maybe types.str "How long numbers are kept.";
        rules = texts [ ] "Rules.";
        extraFlags = texts [ ] "Further arguments.";
        exporters.node = {
          enable = flag false "Whether the node exporter runs.";
          port = port 9100 "Port to answer on.";
          listenAddress = text "0.0.0.0" "Address to answer on.";
          enabledCollectors = texts [ ] "Further collectors.";
          disabledCollectors = texts [ ] "Collectors to leave out.";
          openFirewall = flag false "Whether its port is opened.";
          user = text "node-exporter" "User it runs as.";
        };
        alertmanager = {
          enable = flag false "Whether the alert manager runs.";
          port = port 9093 "Port to answer on.";
          configuration = of (types.nullOr types.attrs) null "Settings.";
        };
      };
      units = cfg: _: { "prometheus.service" = unit "Prometheus" "${cfg.package}/bin/prometheus"; };
    })
    (service {
      path = [ "services" "grafana" ];
      title = "Grafana";
      options = pkgs: {
        package = package pkgs "grafana";
        dataDir = of types.path "/var/lib/grafana" "Folder of its data.";
        settings = lib.mkOption {
          default = { };
          description = "Settings of Grafana.";
          type = types.submodule {
            freeformType = types.attrsOf (types.attrsOf types.anything);
            options.server = {
              http_addr = text "127.0.0.1" "Address to answer on.";
              http_port = port 3000 "Port to answer on.";
              domain = text "localhost" "Name it is reached by.";
              protocol = text "http" "Protocol.";
            };
          };
        };
        provision = {
          enable = flag false "Whether it is set up from here.";
        };
      };
      units = cfg: _: { "grafana.service" = unit "Grafana Service Daemon" "${cfg.package}/bin/grafana server"; };
    })
    (service {
      path = [ "services" "loki" ];
      title = "Loki";
      units = _: pkgs: { "loki.service" = unit "Loki Service Daemon" "${pkgs.loki}/bin/loki"; };
    })
    (
      {
        config,
        options,
        pkgs,
        ...
      }:
      let
        cfg = config.services.prometheus.exporters.node;
      in
      {
        config = lib.mkIf cfg.enable {
          practice.units."prometheus-node-exporter.service" =
            unit "Prometheus node exporter" "${pkgs.prometheus-node-exporter}/bin/node_exporter"
            // {
              fingerprint = fingerprintOfSet options [
                "services"
                "prometheus"
                "exporters"
                "node"
              ] [ ];
            };
          networking.firewall.allowedTCPPorts = lib.mkIf cfg.openFirewall [ cfg.port ];
        };
      }
    )
  ];
}
