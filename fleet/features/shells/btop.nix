{ mkFeature }:
mkFeature {
  title = "btop";
  description = "Processor, memory, disks, network and processes on one screen of the terminal, with the graphics card where there is one.";
  category = "shells";

  options =
    { lib, ... }:
    {
      interval = lib.mkOption {
        type = lib.types.ints.between 100 86400000;
        default = 2000;
        description = "Milliseconds between two looks.";
      };
    };

  home =
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
      programs.btop = {
        enable = true;
        # Only these builds read the card's load.
        package =
          if has "nvidia" then
            pkgs.btop-cuda
          else if has "amd" then
            pkgs.btop-rocm
          else
            pkgs.btop;
        settings = {
          proc_sorting = "cpu lazy";
          proc_tree = true;
          theme_background = false;
          update_ms = cfg.interval;
          vim_keys = true;
        };
      };
    };
}
