{
  config,
  lib,
  options,
  ...
}:
let
  inherit (import ../declare.nix lib) flag of texts unit;
  inherit (import ../plain.nix lib) fingerprintOf fingerprintOfSet;
  inherit (lib) types;
  atom = types.nullOr (types.oneOf [ types.bool types.int types.float types.str types.path ]);
in
{
  options.nix = {
    enable = flag true "Whether Nix is there.";
    settings = lib.mkOption {
      default = { };
      description = "Settings of Nix.";
      type = types.submodule {
        freeformType = types.attrsOf (types.either atom (types.listOf atom));
        options = {
          auto-optimise-store = flag false "Whether equal files are stored once.";
          substituters = texts [ "https://cache.nixos.org/" ] "Binary caches.";
          trusted-public-keys = texts [ ] "Keys of the caches.";
          trusted-users = texts [ "root" ] "Users that may change settings.";
          allowed-users = texts [ "*" ] "Users that may use Nix.";
          max-jobs = of (types.either types.int (types.enum [ "auto" ])) "auto" "Builds at the same time.";
          cores = of types.int 0 "Processors of one build.";
          sandbox = of (types.either types.bool (types.enum [ "relaxed" ])) true "Whether builds are shut off.";
        };
      };
    };
    extraOptions = of types.lines "" "More lines of nix.conf.";
    nixPath = texts [ ] "Search path.";
    channel.enable = flag true "Whether channels are there.";
    optimise.automatic = flag false "Whether equal files are found regularly.";
    gc = {
      automatic = flag false "Whether unused paths are removed regularly.";
      dates = of (types.either types.singleLineStr (types.listOf types.str)) "03:15" "When to remove them.";
      options = of types.singleLineStr "" "Arguments of nix-collect-garbage.";
      persistent = flag true "Whether a missed time is made up for.";
      randomizedDelaySec = of types.singleLineStr "0" "Delay.";
    };
  };

  config.practice.units = lib.mkMerge [
    (lib.mkIf config.nix.enable {
      "nix-daemon.socket" = unit "Nix Daemon Socket" "nix-daemon" // {
        fingerprint = fingerprintOf config.nix.settings;
      };
    })
    (lib.mkIf config.nix.gc.automatic {
      "nix-gc.timer" = unit "Nix Garbage Collector" "nix-collect-garbage ${config.nix.gc.options}" // {
        fingerprint = fingerprintOfSet options [ "nix" "gc" ] [ ];
      };
    })
  ];
}
