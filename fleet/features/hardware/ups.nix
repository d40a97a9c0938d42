{ mkFeature }:
mkFeature {
  title = "Uninterruptible power";
  description = "NUT watches the UPS and shuts the host down in order while its battery lasts.";
  category = "hardware";
  secrets = [ "ups-monitor" ];
  health = [ { unit = "upsmon.service"; } ];

  options =
    { lib, ... }:
    {
      driver = lib.mkOption {
        type = lib.types.enum [
          "usbhid-ups"
          "blazer_usb"
          "nutdrv_qx"
        ];
        default = "usbhid-ups";
        description = "How to talk to the UPS; nearly all at USB speak usbhid.";
      };
      server = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "p510";
        description = "Host at whose UPS this one hangs too; null for a UPS that is plugged in here.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "network"
        ];
        default = "local";
        description = "Whether other hosts may ask how long the battery lasts.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      here = cfg.server == null;
      shared = here && cfg.expose == "network";
      password = config.age.secrets.ups-monitor.path;
    in
    {
      power.ups = {
        enable = true;
        mode =
          if !here then
            "netclient"
          else if shared then
            "netserver"
          else
            "standalone";
        openFirewall = shared;
        ups.main = lib.mkIf here {
          driver = cfg.driver;
          port = "auto";
          description = "UPS of ${config.networking.hostName}";
        };
        users.monitor = lib.mkIf here {
          passwordFile = password;
          upsmon = "primary";
        };
        upsd = lib.mkIf shared {
          listen = [
            {
              address = "0.0.0.0";
              port = 3493;
            }
          ];
        };
        upsmon.monitor.main = {
          system = "main@${if here then "localhost" else cfg.server}";
          user = "monitor";
          passwordFile = password;
          # The host at the cable waits until the others are down.
          type = if here then "primary" else "secondary";
        };
      };
    };
}
