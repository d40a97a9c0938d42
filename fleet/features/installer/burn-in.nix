{ mkFeature }:
mkFeature {
  title = "Burn-in";
  description = "A command that puts load on a computer and has its disks test themselves, before anything is installed on it.";
  category = "installer";

  options =
    { lib, ... }:
    {
      minutes = lib.mkOption {
        type = lib.types.ints.between 1 2880;
        default = 30;
        description = "Minutes of load.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      environment.systemPackages = [
        (pkgs.writeShellApplication {
          name = "burn-in";
          runtimeInputs = [
            pkgs.coreutils
            pkgs.gnugrep
            pkgs.smartmontools
            pkgs.stress-ng
            pkgs.util-linux
          ];
          runtimeEnv.MINUTES = toString cfg.minutes;
          text = builtins.readFile ./burn-in.sh;
        })
      ];
    };
}
