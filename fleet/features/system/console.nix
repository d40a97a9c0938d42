{ mkFeature }:
mkFeature {
  title = "Console";
  description = "A font that can be read on the screen's resolution, from the first line on.";
  category = "system";

  options =
    { lib, ... }:
    {
      size = lib.mkOption {
        type = lib.types.enum [
          "16"
          "24"
          "32"
        ];
        default = "24";
        description = "Height of a letter in pixels. 32 is for 4K.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      console = {
        earlySetup = true;
        font = lib.mkDefault (if cfg.size == "16" then "ter-v16n" else "ter-v${cfg.size}b");
        packages = [ pkgs.terminus_font ];
      };
    };
}
