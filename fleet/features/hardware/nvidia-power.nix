{ mkFeature }:
mkFeature {
  title = "NVIDIA power";
  description = "Keeps the card ready for work without a screen, and within a limit of watts.";
  category = "hardware";
  hardware = {
    requires = [ "nvidia" ];
  };
  conflicts = [
    {
      feature = "hardware.nvidia-prime";
      reason = "it keeps the card awake, which Prime switches off while nothing uses it.";
    }
  ];
  health = [ { unit = "nvidia-persistenced.service"; } ];

  options =
    { lib, ... }:
    {
      watts = lib.mkOption {
        type = lib.types.nullOr (lib.types.ints.between 50 600);
        default = null;
        example = 180;
        description = "Most that the card may draw; null leaves it to the card.";
      };
      keepMemory = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether what is in the card's memory outlasts a suspend.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      hardware.nvidia = {
        nvidiaPersistenced = true;
        powerManagement.enable = cfg.keepMemory;
      };
      systemd.services.nvidia-power-limit = lib.mkIf (cfg.watts != null) {
        description = "Limit the power of the NVIDIA card";
        wantedBy = [ "multi-user.target" ];
        after = [ "nvidia-persistenced.service" ];
        requires = [ "nvidia-persistenced.service" ];
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
          # The one that fits the driver in use.
          ExecStart = "/run/current-system/sw/bin/nvidia-smi --power-limit=${toString cfg.watts}";
        };
      };
    };
}
