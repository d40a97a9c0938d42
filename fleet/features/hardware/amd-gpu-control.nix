{ mkFeature }:
mkFeature {
  title = "AMD graphics control";
  description = "LACT sets fans, power limit and clocks of an AMD card, and keeps them over restarts.";
  category = "hardware";
  hardware = {
    requires = [ "amd" ];
  };
  health = [ { unit = "lactd.service"; } ];

  options =
    { lib, ... }:
    {
      overdrive = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether clocks and voltages can be changed, not only limits and fans.";
      };
    };

  config =
    {
      cfg,
      pkgs,
      ...
    }:
    {
      hardware.amdgpu.overdrive.enable = cfg.overdrive;
      environment.systemPackages = [ pkgs.lact ];
      # The package has the unit, which nothing would start.
      systemd.packages = [ pkgs.lact ];
      systemd.services.lactd.wantedBy = [ "multi-user.target" ];
    };
}
