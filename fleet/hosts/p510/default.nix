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
    media.library.path = "/srv/media";

    # --- reaching it ---------------------------------------------------
    network.tailscale.enable = true;

    # --- keeping it safe -----------------------------------------------
    security.fail2ban.enable = true;
    security.hardening.enable = true;
    system.backup = {
      enable = true;
      # Films can be had again; the services' databases can not.
      paths = [ "/var/lib" ];
    };
  };

  # The card is a Pascal one, too old for the open kernel modules.
  hardware.nvidia.open = false;
}
