{ mkFeature }:
mkFeature {
  title = "Fleet on board";
  description = "The image carries the fleet as it was when the image was made, and a command that installs one of its hosts.";
  category = "installer";
  needs = [ "installer.base" ];

  config =
    { pkgs, ... }:
    {
      environment.etc.fleet.source = ../..;
      environment.systemPackages = [
        (pkgs.writeShellApplication {
          name = "install-host";
          runtimeInputs = [
            pkgs.coreutils
            pkgs.nixos-install-tools
            pkgs.openssh
            pkgs.util-linux
          ];
          text = builtins.readFile ./install-host.sh;
        })
      ];
    };
}
