{ mkFeature }:
mkFeature {
  title = "Early OOM killer";
  description = "When memory runs out, ends the one program that takes most, before the whole desk stands still.";
  category = "performance";
  conflicts = [
    {
      feature = "performance.oomd";
      reason = "both end programs when memory runs short, and together they end two where one would do.";
    }
  ];
  health = [ { unit = "earlyoom.service"; } ];

  options =
    { lib, ... }:
    {
      freePercent = lib.mkOption {
        type = lib.types.ints.between 1 50;
        default = 5;
        description = "Free memory, in percent, below which it acts.";
      };
      spare = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "Hyprland"
          "kwin_wayland"
          "plasmashell"
          "sshd"
          "systemd"
        ];
        description = "Programs that are not ended if another can be.";
      };
      first = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "cc1plus"
          "chromium"
          "electron"
          "rustc"
        ];
        description = "Programs that are ended before others.";
      };
    };

  config =
    { cfg, lib, ... }:
    let
      anyOf = names: "^(${lib.concatStringsSep "|" names})$";
    in
    {
      services.earlyoom = {
        enable = true;
        freeMemThreshold = cfg.freePercent;
        freeSwapThreshold = 10;
        enableNotifications = lib.mkDefault true;
        extraArgs = [
          "--avoid"
          (anyOf cfg.spare)
          "--prefer"
          (anyOf cfg.first)
        ];
      };
      # It would wait for other signs and come too late.
      systemd.oomd.enable = false;
    };
}
