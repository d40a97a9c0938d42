{ mkFeature }:
mkFeature {
  title = "Status page";
  description = "A page that shows the household what works and what does not, with Gatus.";
  category = "monitoring";
  health = [
    { unit = "gatus.service"; }
    { url = "http://127.0.0.1:8085/health"; }
  ];
  metrics = [
    "gatus_results_total"
    "gatus_results_duration_seconds"
  ];

  options =
    { lib, ... }:
    {
      endpoints = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = lib.mapAttrs (name: _: "tcp://${name}:22") (import ../network/host-table.nix).hosts;
        defaultText = "the SSH server of every host of the table";
        example = {
          Plex = "http://p510:32400/identity";
        };
        description = "What to try: the name on the page, and its address (http, https, tcp, icmp or dns).";
      };
      interval = lib.mkOption {
        type = lib.types.str;
        default = "1m";
        description = "How often each is tried.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who sees the page: this host, the tailnet, or every network.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      reach = import ./reach.nix {
        inherit (cfg) expose;
        port = 8085;
      };
      isPage = url: lib.hasPrefix "http://" url || lib.hasPrefix "https://" url;
    in
    {
      services.gatus = {
        enable = true;
        settings = {
          metrics = true;
          web = {
            inherit (reach) address;
            port = 8085;
          };
          # A state folder of its own, so that history outlives a restart.
          storage = {
            type = "sqlite";
            path = "/var/lib/gatus/history.db";
          };
          endpoints = lib.mapAttrsToList (name: url: {
            inherit name url;
            inherit (cfg) interval;
            conditions = if isPage url then [ "[STATUS] < 400" ] else [ "[CONNECTED] == true" ];
          }) cfg.endpoints;
        };
      };
      networking.firewall = reach.firewall;
    };
}
