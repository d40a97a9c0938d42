{ mkFeature }:
mkFeature {
  title = "Virtual camera";
  description = "A camera that is a program: what OBS or a phone sends there, calls can show.";
  category = "hardware";

  options =
    { lib, ... }:
    {
      name = lib.mkOption {
        type = lib.types.strMatching "[A-Za-z0-9 ]+";
        default = "Virtual camera";
        description = "Name in the list of cameras.";
      };
      number = lib.mkOption {
        type = lib.types.ints.between 1 63;
        default = 9;
        description = "Number of the device, high enough to leave room for real ones: /dev/video9.";
      };
    };

  config =
    {
      cfg,
      config,
      pkgs,
      ...
    }:
    {
      boot.extraModulePackages = [ config.boot.kernelPackages.v4l2loopback ];
      boot.kernelModules = [ "v4l2loopback" ];
      boot.extraModprobeConfig = ''
        options v4l2loopback exclusive_caps=1 video_nr=${toString cfg.number} card_label="${cfg.name}"
      '';
      environment.systemPackages = [ pkgs.v4l-utils ];
    };
}
