{ mkFeature }:
mkFeature {
  title = "Network diagnosis";
  description = "The tools to find out where a line breaks: mtr, traceroute, tcpdump, dig, nmap, iperf3, ethtool.";
  category = "network";

  options =
    { lib, ... }:
    {
      capture = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether Wireshark is there too, and the administrator may record traffic without being root.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      programs.mtr.enable = true;
      programs.traceroute.enable = true;
      programs.wireshark.enable = cfg.capture;
      users.users.admin.extraGroups = lib.optional cfg.capture "wireshark";
      environment.systemPackages = [
        pkgs.dnsutils
        pkgs.ethtool
        pkgs.iperf3
        pkgs.nmap
        pkgs.socat
        pkgs.tcpdump
        pkgs.whois
      ];
    };
}
