{ mkFeature }:
mkFeature {
  title = "Idle logout";
  description = "A session that nobody uses for a while ends, on the console and over SSH.";
  category = "security";

  options =
    { lib, ... }:
    {
      minutes = lib.mkOption {
        type = lib.types.ints.between 5 1440;
        default = 60;
        description = "Minutes without a keystroke.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.logind.settings.Login.StopIdleSessionSec = cfg.minutes * 60;
      # A shell inside tmux has no session of its own that logind could end.
      environment.etc."profile.local".text = ''
        readonly TMOUT=${toString (cfg.minutes * 60)}
        export TMOUT
      '';
    };
}
