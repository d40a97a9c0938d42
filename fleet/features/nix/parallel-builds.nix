{ mkFeature }:
mkFeature {
  title = "Build limits";
  description = "How many builds run at once and with how many threads, and that people come before builds.";
  category = "nix";

  options =
    { lib, ... }:
    {
      jobs = lib.mkOption {
        type = lib.types.either (lib.types.ints.between 0 256) (lib.types.enum [ "auto" ]);
        default = "auto";
        description = "Builds at once; \"auto\" is one for each thread of the processor.";
      };
      cores = lib.mkOption {
        type = lib.types.ints.between 0 256;
        default = 0;
        description = "Threads for one build; 0 gives it all. Jobs times cores times 2 GiB should fit into memory.";
      };
      priority = lib.mkOption {
        type = lib.types.enum [
          "background"
          "normal"
        ];
        default = "background";
        description = "Whether builds wait while the processor or the disk is wanted for something else.";
      };
      memoryPercent = lib.mkOption {
        type = lib.types.ints.between 10 100;
        default = 80;
        description = "Share of the memory from which on builds are slowed down.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      background = cfg.priority == "background";
    in
    {
      nix = {
        settings = {
          max-jobs = lib.mkDefault cfg.jobs;
          cores = cfg.cores;
          # A cache's connection is not a build.
          max-substitution-jobs = 32;
          # A build that says nothing for an hour has hung.
          max-silent-time = 3600;
        };
        daemonCPUSchedPolicy = if background then "idle" else "other";
        daemonIOSchedClass = if background then "idle" else "best-effort";
      };
      systemd.services.nix-daemon.serviceConfig = {
        MemoryHigh = "${toString cfg.memoryPercent}%";
        # When memory ends all the same, it is a build that goes.
        OOMScoreAdjust = lib.mkDefault 250;
      };
    };
}
