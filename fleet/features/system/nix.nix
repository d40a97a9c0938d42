{ mkFeature }:
mkFeature {
  title = "Nix";
  description = "Flakes, a tidy store, and a cleaning schedule.";
  category = "system";
  health = [ { unit = "nix-daemon.socket"; } ];

  options =
    { lib, ... }:
    {
      clean = lib.mkOption {
        type = lib.types.enum [
          "daily"
          "weekly"
          "never"
        ];
        default = "weekly";
        description = "How often old generations and unused paths are removed.";
      };
      keepDays = lib.mkOption {
        type = lib.types.ints.positive;
        default = 30;
        description = "Days that old generations stay.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      nix.settings = {
        auto-optimise-store = true;
        experimental-features = [
          "nix-command"
          "flakes"
        ];
      };
      nix.gc = lib.mkIf (cfg.clean != "never") {
        automatic = true;
        dates = cfg.clean;
        options = "--delete-older-than ${toString cfg.keepDays}d";
      };
    };
}
