{ mkFeature }:
mkFeature {
  title = "Debugging tools";
  description = "See what a program does: debugger, system calls, memory errors, profiles, and the cores of those that crashed.";
  category = "development";
  conflicts = [
    {
      feature = "security.core-dumps";
      reason = "one keeps the memory of crashed programs for the debugger, the other keeps none.";
    }
  ];

  options =
    { lib, ... }:
    {
      tracing = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether tools that trace the kernel (BCC, bpftrace) are installed.";
      };
      coreLimit = lib.mkOption {
        type = lib.types.str;
        default = "2G";
        example = "500M";
        description = "Disk space that cores of crashed programs may take; the oldest go first.";
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
      systemd.coredump.extraConfig = "MaxUse=${cfg.coreLimit}";
      environment.systemPackages = [
        pkgs.gdb
        pkgs.hyperfine
        pkgs.lsof
        pkgs.ltrace
        pkgs.perf
        pkgs.strace
        pkgs.valgrind
      ]
      ++ lib.optional cfg.tracing pkgs.bpftrace;
      programs.bcc.enable = cfg.tracing;
    };
}
