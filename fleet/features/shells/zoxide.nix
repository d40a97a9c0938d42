{ mkFeature }:
mkFeature {
  title = "zoxide";
  description = "Jumps to the folders one uses by a part of their names: `z snow`.";
  category = "shells";
  brings = [ "shells.bash" ];

  options =
    { lib, ... }:
    {
      replaceCd = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether `cd` itself jumps.";
      };
    };

  home =
    { cfg, lib, ... }:
    {
      programs.zoxide = {
        enable = true;
        options = lib.optional cfg.replaceCd "--cmd cd";
      };
    };
}
