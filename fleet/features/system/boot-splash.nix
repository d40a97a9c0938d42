{ mkFeature }:
mkFeature {
  title = "Boot splash";
  description = "A picture instead of lines of text while the host starts, also where the disk's password is asked for.";
  category = "system";

  options =
    { lib, ... }:
    {
      theme = lib.mkOption {
        type = lib.types.enum [
          "bgrt"
          "spinner"
          "breeze"
        ];
        default = "bgrt";
        description = "\"bgrt\" keeps the maker's logo.";
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
      boot = {
        plymouth = {
          enable = true;
          inherit (cfg) theme;
          themePackages = lib.optional (cfg.theme == "breeze") pkgs.kdePackages.breeze-plymouth;
        };
        initrd.verbose = false;
        kernelParams = [
          "splash"
          "udev.log_level=3"
        ];
      };
    };
}
