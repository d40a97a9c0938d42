{ mkFeature }:
mkFeature {
  title = "Store optimisation";
  description = "Goes through the whole Nix store and keeps equal files once, also those that came before this was switched on.";
  category = "storage";
  health = [ { unit = "nix-optimise.timer"; } ];

  options =
    { lib, ... }:
    {
      schedule = lib.mkOption {
        type = lib.types.str;
        default = "Sun 04:15";
        description = "When, in the words of systemd.time.";
      };
    };

  config =
    { cfg, ... }:
    {
      nix.optimise = {
        automatic = true;
        dates = [ cfg.schedule ];
      };
      # It reads every file there is.
      systemd.services.nix-optimise.serviceConfig = {
        Nice = 19;
        IOSchedulingClass = "idle";
      };
    };
}
