# p510: the media server.
{
  imports = [
    ./hardware-configuration.nix
    ../../roles/server.nix
  ];

  networking.hostName = "p510";
  system.stateVersion = "25.11";

  snowfleet.host = {
    role = "server";
    description = "Xeon and NVIDIA: the media server";
    address = "192.0.2.127";
    user = "root";
    port = 22;
    tags = [ "media" "gpu" ];
    hardware = [ "intel" "nvidia" ];
  };

  features = {
    # --- media ---------------------------------------------------------
    media.plex.enable = true;
    media.arr.enable = true;
    media.library.path = "/srv/media";

    # --- reaching it ---------------------------------------------------
    network.tailscale.enable = true;
  };

  # Where it stands.
  time.timeZone = "Europe/London";
  i18n.defaultLocale = "en_GB.UTF-8";
}
