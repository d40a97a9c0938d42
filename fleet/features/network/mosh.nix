{ mkFeature }:
mkFeature {
  title = "Mosh";
  description = "Remote login that survives sleep, changed networks and bad lines.";
  category = "network";
  needs = [ "network.ssh" ];

  options =
    { lib, ... }:
    {
      expose = lib.mkOption {
        type = lib.types.enum [
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "From where it is reached: the tailnet, or every network.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      programs.mosh = {
        enable = true;
        openFirewall = cfg.expose == "network";
      };
      networking.firewall.interfaces.tailscale0.allowedUDPPortRanges = lib.mkIf (cfg.expose == "tailnet") [
        {
          from = 60000;
          to = 61000;
        }
      ];
    };
}
