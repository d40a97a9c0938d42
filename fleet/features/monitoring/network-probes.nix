{ mkFeature }:
mkFeature {
  title = "Network probes";
  description = "Watches how stable the network is: has every prober ping and dial the hosts, fetch pages and ask DNS servers.";
  category = "monitoring";
  brings = [ "monitoring.blackbox" ];
  needs = [ "monitoring.prometheus" ];

  options =
    { lib, ... }:
    {
      probers = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "localhost:9115" ];
        example = [
          "dex5550:9115"
          "p620:9115"
        ];
        description = "Blackbox exporters that try the targets, as host:port. Two of them tell a host that is down from a line that is.";
      };
      hosts = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = builtins.attrNames (import ../network/host-table.nix).hosts;
        defaultText = "every host of the table";
        description = "Hosts to ping, and whose SSH server has to greet.";
      };
      tcp = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "p510:32400" ];
        description = "Ports that have to be open, as host:port.";
      };
      pages = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "https://cache.nixos.org" ];
        description = "Addresses that have to answer with success. Their certificates are watched too.";
      };
      resolvers = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "100.100.100.100" ];
        description = "DNS servers that have to answer. The default is Tailscale's own.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      hostOf =
        address:
        let
          name = lib.head (lib.splitString ":" address);
        in
        if name == "localhost" || name == "127.0.0.1" then config.networking.hostName else name;

      # A page's host is not one of the fleet's; its whole address names it better.
      labelOf = module: target: if module == "http" then target else hostOf target;

      targets = lib.filterAttrs (_: addresses: addresses != [ ]) {
        ping = cfg.hosts;
        ssh = map (host: "${host}:22") cfg.hosts;
        tcp = cfg.tcp;
        http = cfg.pages;
        dns = cfg.resolvers;
      };
      listOf = module: "prometheus/probes/${module}.json";

      job = prober: module: {
        job_name = "probe-${module}-from-${hostOf prober}";
        metrics_path = "/probe";
        params.module = [ module ];
        file_sd_configs = [ { files = [ "/etc/${listOf module}" ]; } ];
        # Prometheus asks the prober, and hands it the target as a parameter.
        relabel_configs = [
          {
            source_labels = [ "__address__" ];
            target_label = "__param_target";
          }
          {
            source_labels = [ "__address__" ];
            target_label = "instance";
          }
          {
            target_label = "prober";
            replacement = hostOf prober;
          }
          {
            target_label = "__address__";
            replacement = prober;
          }
        ];
      };
    in
    {
      # Every prober has the same targets, and Prometheus sees for itself when the lists change.
      environment.etc = lib.mapAttrs' (
        module: addresses:
        lib.nameValuePair (listOf module) {
          text = builtins.toJSON (
            map (address: {
              targets = [ address ];
              labels = {
                host = labelOf module address;
                probe = module;
              };
            }) addresses
          );
        }
      ) targets;

      services.prometheus.scrapeConfigs = lib.concatMap (
        prober: map (job prober) (lib.attrNames targets)
      ) cfg.probers;

      assertions = [
        {
          assertion = lib.allUnique (map hostOf cfg.probers);
          message = "features.monitoring.network-probes.probers names a host twice.";
        }
      ];
    };
}
