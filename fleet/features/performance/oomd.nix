{ mkFeature }:
mkFeature {
  title = "OOM daemon";
  description = "When memory runs short, ends the service or session that presses most, as a whole. For servers.";
  category = "performance";
  health = [ { unit = "systemd-oomd.service"; } ];

  options =
    { lib, ... }:
    {
      slices = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "root"
            "system"
            "user"
          ]
        );
        default = [
          "system"
          "user"
        ];
        description = "What is watched: services, people's sessions, or everything at once.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      systemd.oomd = {
        enable = true;
        enableRootSlice = lib.elem "root" cfg.slices;
        enableSystemSlice = lib.elem "system" cfg.slices;
        enableUserSlices = lib.elem "user" cfg.slices;
      };
    };
}
