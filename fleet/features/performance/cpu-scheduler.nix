{ mkFeature }:
mkFeature {
  title = "Processor scheduler";
  description = "A scheduler that puts what people wait for before what works in the background.";
  category = "performance";
  health = [ { unit = "scx.service"; } ];

  options =
    { lib, ... }:
    {
      scheduler = lib.mkOption {
        type = lib.types.enum [
          "scx_lavd"
          "scx_bpfland"
          "scx_rusty"
        ];
        default = "scx_bpfland";
        description = "\"scx_lavd\" is for games and laptops, \"scx_bpfland\" for desks that compile, \"scx_rusty\" for many cores.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.scx = {
        enable = true;
        inherit (cfg) scheduler;
      };
    };
}
