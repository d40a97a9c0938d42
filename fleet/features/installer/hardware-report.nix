{ mkFeature }:
mkFeature {
  title = "Hardware report";
  description = "A command that tells what the computer has and what its host in the fleet should say about it.";
  category = "installer";

  options =
    { lib, ... }:
    {
      atLogin = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether it shows by itself when somebody logs in at the console.";
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
      environment.systemPackages = [
        (pkgs.writeShellApplication {
          name = "hardware-report";
          runtimeInputs = [
            pkgs.coreutils
            pkgs.dmidecode
            pkgs.findutils
            pkgs.gawk
            pkgs.gnugrep
            pkgs.pciutils
            pkgs.util-linux
          ];
          text = builtins.readFile ./hardware-report.sh;
        })
        pkgs.lshw
        pkgs.usbutils
      ];
      programs.bash.loginShellInit = lib.mkIf cfg.atLogin ''
        case $(tty) in /dev/tty*) hardware-report ;; esac
      '';
    };
}
