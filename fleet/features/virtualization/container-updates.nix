{ mkFeature }:
mkFeature {
  title = "Container updates";
  description = "Fetches newer images for Podman containers that ask for it by the label io.containers.autoupdate, and goes back where the newer one does not start.";
  category = "virtualization";
  needs = [ "virtualization.podman" ];
  health = [ { unit = "podman-auto-update.timer"; } ];

  options =
    { lib, ... }:
    {
      schedule = lib.mkOption {
        type = lib.types.str;
        default = "Sun 05:00";
        example = "daily";
        description = "When to look, in the words of systemd.time.";
      };
    };

  config =
    { cfg, ... }:
    {
      # Podman brings both units along; the timer only has to be wanted.
      systemd.timers.podman-auto-update = {
        wantedBy = [ "timers.target" ];
        timerConfig = {
          # The empty entry takes back the time that Podman's own timer names.
          OnCalendar = [
            ""
            cfg.schedule
          ];
          Persistent = true;
        };
      };
    };
}
