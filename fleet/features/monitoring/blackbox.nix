{ mkFeature }:
mkFeature {
  title = "Blackbox exporter";
  description = "Tries other hosts and services from this one, by ping, TCP, HTTP and DNS, when Prometheus asks it to.";
  category = "monitoring";
  health = [
    { unit = "prometheus-blackbox-exporter.service"; }
    { url = "http://127.0.0.1:9115/-/healthy"; }
  ];
  metrics = [
    "probe_dns_lookup_time_seconds"
    "probe_duration_seconds"
    "probe_http_duration_seconds"
    "probe_http_status_code"
    "probe_icmp_duration_seconds"
    "probe_ssl_earliest_cert_expiry"
    "probe_success"
  ];

  options =
    { lib, ... }:
    {
      timeout = lib.mkOption {
        type = lib.types.str;
        default = "5s";
        description = "How long a probe may take before it counts as lost.";
      };
      dnsName = lib.mkOption {
        type = lib.types.str;
        default = "cache.nixos.org";
        description = "Name that DNS servers are asked for.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who may have this host try others: this host, the tailnet, or every network.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    let
      reach = import ./reach.nix {
        inherit (cfg) expose;
        port = 9115;
      };
      probe =
        prober: settings:
        {
          inherit prober;
          inherit (cfg) timeout;
        }
        // settings;
      v4 = {
        preferred_ip_protocol = "ip4";
      };
    in
    {
      services.prometheus.exporters.blackbox = {
        enable = true;
        listenAddress = reach.address;
        configFile = (pkgs.formats.yaml { }).generate "blackbox.yml" {
          modules = {
            ping = probe "icmp" { icmp = v4; };
            tcp = probe "tcp" { tcp = v4; };
            # Not only an open port: an SSH server that greets.
            ssh = probe "tcp" {
              tcp = v4 // {
                query_response = [ { expect = "^SSH-2.0-"; } ];
              };
            };
            http = probe "http" {
              http = v4 // {
                follow_redirects = true;
              };
            };
            dns = probe "dns" {
              dns = v4 // {
                query_name = cfg.dnsName;
                query_type = "A";
              };
            };
          };
        };
      };
      networking.firewall = reach.firewall;
    };
}
