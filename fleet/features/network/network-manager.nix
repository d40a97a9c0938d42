{ mkFeature }:
mkFeature {
  title = "NetworkManager";
  description = "Joins networks by itself and lets people choose them at the desk, without being administrators.";
  category = "network";
  conflicts = [
    {
      feature = "network.networkd";
      reason = "both would set up the same interfaces.";
    }
  ];
  health = [ { unit = "NetworkManager.service"; } ];

  options =
    { lib, ... }:
    {
      wifiBackend = lib.mkOption {
        type = lib.types.enum [
          "iwd"
          "wpa_supplicant"
        ];
        default = "wpa_supplicant";
        description = "What talks to the wireless card. iwd is quicker, wpa_supplicant knows more companies' networks.";
      };
      wifiPowerSave = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether the wireless card sleeps between packets: saves battery, costs delay.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      networking.networkmanager = {
        enable = true;
        wifi = {
          backend = cfg.wifiBackend;
          powersave = lib.mkDefault cfg.wifiPowerSave;
        };
      };
      # People are logged in long before: nothing has to hold up the start until there is a network.
      systemd.services.NetworkManager-wait-online.enable = lib.mkDefault false;
      users.users.admin.extraGroups = [ "networkmanager" ];
    };
}
