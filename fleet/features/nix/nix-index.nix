{ mkFeature }:
mkFeature {
  title = "Command finder";
  description = "Says which package a missing command is in; a comma in front runs it without installing.";
  category = "nix";
  health = [ { unit = "nix-index-update.timer"; } ];

  options =
    { lib, ... }:
    {
      refresh = lib.mkOption {
        type = lib.types.enum [
          "weekly"
          "monthly"
        ];
        default = "weekly";
        description = "How often the list of files of all packages is made anew.";
      };
    };

  config =
    {
      cfg,
      pkgs,
      ...
    }:
    {
      programs.nix-index.enable = true;
      # Its list comes with channels, which are not used here.
      programs.command-not-found.enable = false;
      environment = {
        systemPackages = [ pkgs.comma ];
        # One list for everybody.
        sessionVariables.NIX_INDEX_DATABASE = "/var/cache/nix-index";
      };
      systemd.services.nix-index-update = {
        description = "List of the files of all packages";
        after = [ "network-online.target" ];
        wants = [ "network-online.target" ];
        path = [ pkgs.nix ];
        environment.NIX_PATH = "nixpkgs=flake:nixpkgs";
        serviceConfig = {
          Type = "oneshot";
          ExecStart = "${pkgs.nix-index}/bin/nix-index --db /var/cache/nix-index";
          CacheDirectory = "nix-index";
          DynamicUser = true;
          Nice = 19;
          IOSchedulingClass = "idle";
        };
      };
      systemd.timers.nix-index-update = {
        description = "List of the files of all packages";
        wantedBy = [ "timers.target" ];
        timerConfig = {
          OnCalendar = cfg.refresh;
          Persistent = true;
          RandomizedDelaySec = "3h";
        };
      };
    };
}
