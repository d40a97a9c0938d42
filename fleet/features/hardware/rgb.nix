{ mkFeature }:
mkFeature {
  title = "Lights inside";
  description = "OpenRGB sets the lights of boards, memory and coolers to one colour, or off.";
  category = "hardware";
  health = [ { unit = "openrgb.service"; } ];

  options =
    { lib, ... }:
    {
      colour = lib.mkOption {
        type = lib.types.nullOr (lib.types.strMatching "[0-9a-fA-F]{6}");
        default = null;
        example = "000000";
        description = "Colour after each start as red, green, blue; 000000 is dark, null leaves them alone.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      pkgs,
      ...
    }:
    let
      has = kind: lib.elem kind config.snowfleet.host.hardware;
    in
    {
      services.hardware.openrgb = {
        enable = true;
        # Which bus of the board leads to the memory's lights.
        motherboard =
          if has "amd" then
            "amd"
          else if has "intel" then
            "intel"
          else
            null;
      };
      systemd.services.openrgb-colour = lib.mkIf (cfg.colour != null) {
        description = "Set the lights to one colour";
        wantedBy = [ "multi-user.target" ];
        after = [ "openrgb.service" ];
        requires = [ "openrgb.service" ];
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
          ExecStart = "${lib.getExe pkgs.openrgb} --client --mode static --color ${cfg.colour}";
          # It takes a while until the server knows its devices.
          Restart = "on-failure";
          RestartSec = 5;
        };
      };
    };
}
