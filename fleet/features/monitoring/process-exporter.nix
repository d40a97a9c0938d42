{ mkFeature }:
mkFeature {
  title = "Process exporter";
  description = "Tells Prometheus which programs use the memory and the processor, summed by name.";
  category = "monitoring";
  health = [
    { unit = "prometheus-process-exporter.service"; }
    { url = "http://127.0.0.1:9256/metrics"; }
  ];
  metrics = [
    "namedprocess_namegroup_cpu_seconds_total"
    "namedprocess_namegroup_memory_bytes"
    "namedprocess_namegroup_num_procs"
    "namedprocess_namegroup_open_filedesc"
  ];

  options =
    { lib, ... }:
    {
      names = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "nix-daemon" ];
        description = "Programs to watch, by the name of the executable; an empty list means all of them.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who may ask for the numbers: this host, the tailnet, or every network.";
      };
    };

  config =
    { cfg, ... }:
    let
      reach = import ./reach.nix {
        inherit (cfg) expose;
        port = 9256;
      };
    in
    {
      services.prometheus.exporters.process = {
        enable = true;
        listenAddress = reach.address;
        settings.process_names = [
          (
            {
              name = "{{.Comm}}";
            }
            // (if cfg.names == [ ] then { cmdline = [ ".+" ]; } else { comm = cfg.names; })
          )
        ];
      };
      networking.firewall = reach.firewall;
    };
}
