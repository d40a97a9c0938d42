{ mkFeature }:
mkFeature {
  title = "Scanning";
  description = "Scanners at USB and on the network, and a simple program to use them.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      users = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "admin" ];
        description = "Who may scan.";
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
      hardware.sane = {
        enable = true;
        extraBackends = [ pkgs.sane-airscan ];
        # airscan speaks the same protocol better; with both each scanner appears twice.
        disabledDefaultBackends = [ "escl" ];
      };
      # Scanners at USB that speak the protocol of the network.
      services.ipp-usb.enable = true;
      users.users = lib.genAttrs cfg.users (_: {
        extraGroups = [
          "lp"
          "scanner"
        ];
      });
      environment.systemPackages = [ pkgs.simple-scan ];
    };
}
