{ mkFeature }:
mkFeature {
  title = "Serial console";
  description = "The live system talks over the serial line too, for servers without a screen.";
  category = "installer";

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.strMatching "tty(S|USB|AMA)[0-9]+";
        default = "ttyS0";
        description = "The line.";
      };
      speed = lib.mkOption {
        type = lib.types.enum [
          9600
          57600
          115200
        ];
        default = 115200;
        description = "Its speed.";
      };
    };

  config =
    { cfg, ... }:
    {
      # The last one named is where a shell asks when something goes wrong.
      boot.kernelParams = [
        "console=tty0"
        "console=${cfg.port},${toString cfg.speed}n8"
      ];
      systemd.services."serial-getty@${cfg.port}" = {
        enable = true;
        wantedBy = [ "getty.target" ];
      };
    };
}
