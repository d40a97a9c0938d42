{ mkFeature }:
mkFeature {
  title = "Network tuning";
  description = "BBR, fair queues, and buffers for the speed of the line.";
  category = "performance";
  conflicts = [
    {
      feature = "performance.bpftune";
      reason = "bpftune sets the same buffers by what it measures, and stops where somebody else sets them.";
    }
  ];

  options =
    { lib, ... }:
    {
      line = lib.mkOption {
        type = lib.types.enum [
          "1G"
          "2.5G"
          "10G"
        ];
        default = "1G";
        description = "Speed of the network the host stands in.";
      };
      congestion = lib.mkOption {
        type = lib.types.enum [
          "bbr"
          "cubic"
        ];
        default = "bbr";
        description = "How it finds out how fast it may send. \"bbr\" does better over radio and far away.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      # What is under way on such a line with 100 ms there and back, rounded up.
      buffer =
        {
          "1G" = 16;
          "2.5G" = 32;
          "10G" = 128;
        }
        .${cfg.line}
        * 1048576;
      fair = cfg.congestion == "bbr";
    in
    {
      boot.kernelModules = lib.optional fair "tcp_bbr";
      boot.kernel.sysctl = {
        "net.core.default_qdisc" = if fair then "fq" else "fq_codel";
        "net.core.netdev_max_backlog" = if cfg.line == "10G" then 16384 else 4096;
        "net.core.rmem_max" = buffer;
        "net.core.wmem_max" = buffer;
        "net.ipv4.tcp_congestion_control" = cfg.congestion;
        "net.ipv4.tcp_fastopen" = 3;
        "net.ipv4.tcp_mtu_probing" = 1;
        "net.ipv4.tcp_notsent_lowat" = 131072;
        "net.ipv4.tcp_rmem" = "4096 131072 ${toString buffer}";
        "net.ipv4.tcp_slow_start_after_idle" = 0;
        "net.ipv4.tcp_wmem" = "4096 65536 ${toString buffer}";
      };
    };
}
