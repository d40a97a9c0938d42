{ mkFeature }:
mkFeature {
  title = "Node exporter";
  description = "Figures of the machine.";
  category = "monitoring";

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 9100;
        description = "Where it listens.";
      };
    };
}
