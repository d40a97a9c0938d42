# p510: the media server. A Xeon, many disks, and an NVIDIA card that transcodes.
{
  imports = [
    ./hardware-configuration.nix
    ../../hardware/intel.nix
    ../../hardware/nvidia.nix
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
    media.bazarr.enable = true;
    media.databases.enable = true;
    media.jellyseerr.enable = true;
    media.library.path = "/srv/media";
    media.metrics.enable = true;
    media.navidrome.enable = true;
    media.nzbget.enable = true;
    media.tautulli.enable = true;

    # --- reaching it ---------------------------------------------------
    network.tailscale.enable = true;
    network.tailscale.tags = [ "tag:server" "tag:media" ];
    network.networkd.address = "192.0.2.127/24";
    storage.nfs-server.enable = true;
    storage.nfs-server.folders = [ "/srv/media" ];
    storage.samba.enable = true;
    storage.samba.folders.media = "/srv/media";

    # --- keeping it safe -----------------------------------------------
    security.fail2ban.enable = true;
    security.hardening.enable = true;
    system.backup = {
      enable = true;
      # Films can be had again; the services' databases can not.
      paths = [ "/var/lib" ];
    };
    storage.backup-offsite.enable = true;
    system.auto-update.urls = [ "http://127.0.0.1:32400/identity" ];
    hardware.ups.expose = "network";

    # --- the card ------------------------------------------------------
    hardware.nvidia-power.enable = true;
    hardware.nvidia-power.watts = 150;
    monitoring.nvidia-exporter.enable = true;
    performance.memory.memoryGiB = 64;
  };

  # The card is a Pascal one, too old for the open kernel modules.
  hardware.nvidia.open = false;
}
