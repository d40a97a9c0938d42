{ mkFeature }:
mkFeature {
  title = "Flatpak";
  description = "Programs from Flathub in sandboxes, for what Nix does not have.";
  category = "desktop";
  needs = [ "desktop.portals" ];
  health = [ { unit = "flatpak-flathub.service"; } ];

  config =
    { pkgs, ... }:
    {
      services.flatpak.enable = true;

      systemd.services.flatpak-flathub = {
        description = "Make Flathub known to Flatpak";
        wantedBy = [ "multi-user.target" ];
        wants = [ "network-online.target" ];
        after = [ "network-online.target" ];
        path = [ pkgs.flatpak ];
        script = ''
          flatpak remote-add --system --if-not-exists flathub https://dl.flathub.org/repo/flathub.flatpakrepo
        '';
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
          # A laptop may start far from any network.
          Restart = "on-failure";
          RestartSec = "5min";
        };
        unitConfig.StartLimitIntervalSec = 0;
      };
    };
}
