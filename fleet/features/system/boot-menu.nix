{ mkFeature }:
mkFeature {
  title = "Boot menu";
  description = "How long older generations can be chosen from, and that nobody types himself a root shell there.";
  category = "system";

  options =
    { lib, ... }:
    {
      seconds = lib.mkOption {
        type = lib.types.ints.between 0 60;
        default = 3;
        description = "Seconds the menu waits. With 0 it shows when a key is held.";
      };
      memtest = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether a memory test can be chosen.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      boot.loader = {
        timeout = lib.mkDefault cfg.seconds;
        systemd-boot = {
          editor = false;
          consoleMode = "auto";
          memtest86.enable = cfg.memtest;
        };
      };
    };
}
