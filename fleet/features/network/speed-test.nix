{ mkFeature }:
mkFeature {
  title = "Speed test";
  description = "Other hosts measure their line to this one with iperf3.";
  category = "network";
  health = [ { unit = "iperf3.service"; } ];

  options =
    { lib, ... }:
    {
      expose = lib.mkOption {
        type = lib.types.enum [
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who may measure: the tailnet, or every network, which tells of the wires themselves.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      services.iperf3 = {
        enable = true;
        openFirewall = cfg.expose == "network";
      };
      networking.firewall.interfaces.tailscale0 = lib.mkIf (cfg.expose == "tailnet") {
        allowedTCPPorts = [ 5201 ];
        allowedUDPPorts = [ 5201 ];
      };
    };
}
