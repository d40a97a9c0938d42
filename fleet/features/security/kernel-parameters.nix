{ mkFeature }:
mkFeature {
  title = "Kernel parameters";
  description = "Takes from unprivileged programs what attacks on the kernel start from, in two levels.";
  category = "security";

  options =
    { lib, ... }:
    {
      level = lib.mkOption {
        type = lib.types.enum [
          "basic"
          "strict"
        ];
        default = "basic";
        description = "\"basic\" is not felt; \"strict\" costs a little speed, and debuggers need root.";
      };
      ignorePing = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether pings stay unanswered.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      strict = cfg.level == "strict";
    in
    {
      boot.kernel.sysctl = {
        "dev.tty.ldisc_autoload" = 0;
        "fs.protected_fifos" = 2;
        "fs.protected_regular" = 2;
        "kernel.perf_event_paranoid" = 3;
        "kernel.unprivileged_bpf_disabled" = 1;
        # 1: a debugger may follow what it started; 2: only root's may follow anything.
        "kernel.yama.ptrace_scope" = if strict then 2 else 1;
        "net.core.bpf_jit_harden" = 2;
        "vm.unprivileged_userfaultfd" = 0;

        # Nobody else decides which way packets leave this host.
        "net.ipv4.conf.all.accept_redirects" = 0;
        "net.ipv4.conf.all.accept_source_route" = 0;
        "net.ipv4.conf.all.secure_redirects" = 0;
        "net.ipv4.conf.all.send_redirects" = 0;
        "net.ipv4.conf.default.accept_redirects" = 0;
        "net.ipv6.conf.all.accept_redirects" = 0;
        "net.ipv6.conf.default.accept_redirects" = 0;
        "net.ipv4.tcp_rfc1337" = 1;
      }
      // lib.optionalAttrs cfg.ignorePing { "net.ipv4.icmp_echo_ignore_all" = 1; }
      // lib.optionalAttrs strict { "kernel.io_uring_disabled" = 1; };

      boot.kernelParams = [
        "randomize_kstack_offset=on"
        "slab_nomerge"
        "vsyscall=none"
      ]
      ++ lib.optionals strict [
        "debugfs=off"
        "init_on_alloc=1"
        "init_on_free=1"
        "page_alloc.shuffle=1"
      ];
    };
}
