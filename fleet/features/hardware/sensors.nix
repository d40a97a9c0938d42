{ mkFeature }:
mkFeature {
  title = "Sensors";
  description = "Temperatures, fans and voltages of processor and board, for people and for the node exporter.";
  category = "hardware";

  options =
    { lib, ... }:
    {
      chips = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "it87"
            "nct6775"
            "w83627ehf"
          ]
        );
        default = [ ];
        example = [ "nct6775" ];
        description = "Chips on the board, as sensors-detect names them.";
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
      boot.kernelModules =
        cfg.chips
        ++ [ "drivetemp" ]
        ++ lib.optional (has "intel") "coretemp"
        ++ lib.optional (has "amd") "k10temp";
      environment.systemPackages = [ pkgs.lm_sensors ];
    };
}
