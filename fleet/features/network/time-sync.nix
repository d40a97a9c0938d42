{ mkFeature }:
mkFeature {
  title = "Time";
  description = "Chrony keeps the clock right to the millisecond, from servers that sign what they say (NTS).";
  category = "network";
  health = [ { unit = "chronyd.service"; } ];

  options =
    { lib, ... }:
    {
      servers = lib.mkOption {
        type = lib.types.nonEmptyListOf lib.types.str;
        default = [
          "time.cloudflare.com"
          "nts.netnod.se"
          "ptbtime1.ptb.de"
        ];
        description = "Servers to take the time from; they have to offer NTS.";
      };
      serve = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether the local network takes the time from this host.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      services.chrony = {
        enable = true;
        enableNTS = true;
        inherit (cfg) servers;
        extraConfig = ''
          # The clock may jump at the start only; later it is led.
          makestep 1.0 3
          # Two of the servers have to agree.
          minsources 2
          maxdistance 1.0
        ''
        + lib.optionalString cfg.serve ''
          allow ${(import ./host-table.nix).network}
          # Better the host's own clock than none, should the internet be away.
          local stratum 10
        '';
      };
      networking.firewall.allowedUDPPorts = lib.mkIf cfg.serve [ 123 ];

      assertions = [
        {
          assertion = lib.length cfg.servers >= 2;
          message = "features.network.time-sync wants two servers at least: one alone is believed whatever it says.";
        }
      ];
    };
}
