# What the features of this category set up. Run by `nix eval .#tests`.
{ has, ... }:
{
  arr = {
    settings.expose = "network";
    expect = {
      services.sonarr.enable = true;
      services.sonarr.group = "media";
      networking.firewall.allowedTCPPorts = has [
        8989
        7878
        9696
      ];
      services.radarr.enable = true;
      services.prowlarr.enable = true;
      systemd.services.radarr.serviceConfig.UMask = "0002";
      users.groups = has [ "media" ];
    };
  };

  audiobookshelf = {
    settings.port = 8123;
    expect = {
      services.audiobookshelf.enable = true;
      services.audiobookshelf.group = "media";
      services.audiobookshelf.port = 8123;
      networking.firewall.interfaces.tailscale0.allowedTCPPorts = [ 8123 ];
    };
  };

  bazarr = {
    settings.expose = "network";
    expect = {
      services.bazarr.enable = true;
      services.bazarr.group = "media";
      networking.firewall.allowedTCPPorts = has [ 6767 ];
    };
  };

  databases = {
    "with".media.immich.enable = true;
    expect = {
      features.storage.database-dumps.enable = true;
      systemd.services.database-dumps.serviceConfig.ExecStart = has [
        "/var/lib/sonarr/.config/NzbDrone/sonarr.db"
        # In quotes, for the spaces in it.
        ''"/var/lib/plex/Plex Media Server/Plug-in Support/Databases/*.library*.db"''
      ];
      services.restic.backups.nightly.exclude = has [ "/var/lib/navidrome/cache" ];
      # Immich's.
      systemd.services.database-dumps.environment.POSTGRESQL = "yes";
    };
  };

  flaresolverr = {
    settings.memoryMax = "2G";
    expect = {
      services.flaresolverr.enable = true;
      systemd.services.flaresolverr.serviceConfig.MemoryMax = "2G";
    };
  };

  immich = {
    "with".media.library.path = "/tank";
    settings.recognition = false;
    expect = {
      services.immich.enable = true;
      services.immich.mediaLocation = "/tank/photos/immich";
      services.immich.machine-learning.enable = false;
      networking.firewall.interfaces.tailscale0.allowedTCPPorts = [ 2283 ];
      users.users.immich.extraGroups = has [ "render" ];
    };
  };

  jellyfin = {
    hardware = [ "intel" ];
    expect = {
      services.jellyfin.enable = true;
      services.jellyfin.openFirewall = true;
      users.users.jellyfin.extraGroups = has [ "render" ];
    };
  };

  jellyseerr = {
    settings = {
      port = 5056;
      expose = "local";
    };
    expect = {
      services.jellyseerr.enable = true;
      services.jellyseerr.port = 5056;
      # The pages of Sonarr and friends, and not this one.
      networking.firewall.interfaces.tailscale0.allowedTCPPorts = [
        9696
        7878
        8989
      ];
    };
  };

  kavita = {
    settings = {
      port = 5009;
      expose = "network";
    };
    expect = {
      services.kavita.enable = true;
      services.kavita.settings.Port = 5009;
      networking.firewall.allowedTCPPorts = has [ 5009 ];
      users.users.kavita.extraGroups = [ "media" ];
    };
  };

  library = {
    settings = {
      path = "/tank";
      folders = [ "films" ];
      members = [ "admin" ];
    };
    expect = {
      users.groups.media.members = [ "admin" ];
      systemd.tmpfiles.rules = has [
        "d /tank 2775 root media -"
        "d /tank/films 2775 root media -"
      ];
    };
  };

  lidarr.expect = {
    services.lidarr.enable = true;
    services.lidarr.group = "media";
    networking.firewall.interfaces.tailscale0.allowedTCPPorts = [ 8686 ];
  };

  metrics = {
    settings.sonarrPort = 9800;
    expect.services.prometheus.exporters = {
      exportarr-sonarr.enable = true;
      exportarr-sonarr.port = 9800;
      exportarr-sonarr.apiKeyFile = "/run/agenix/sonarr-api-key";
      exportarr-sonarr.listenAddress = "0.0.0.0";
      exportarr-radarr.enable = true;
    };
  };

  navidrome = {
    settings = {
      scan = "@every 15m";
      expose = "local";
    };
    expect.services.navidrome = {
      enable = true;
      settings.Address = "127.0.0.1";
      settings.MusicFolder = "/srv/media/music";
      settings.Scanner.Schedule = "@every 15m";
    };
  };

  nzbget = {
    settings.rateKiB = 1000;
    expect = {
      services.nzbget.enable = true;
      services.nzbget.group = "media";
      services.nzbget.settings.DownloadRate = 1000;
      systemd.services.nzbget.serviceConfig.LoadCredential = [
        "control-password:/run/agenix/nzbget-control-password"
      ];
      systemd.services.nzbget.preStart = has [ "nzbget-set-password" ];
    };
  };

  plex = {
    hardware = [ "nvidia" ];
    settings = {
      scratch = "20%";
      expose = "local";
    };
    expect = {
      services.plex.enable = true;
      services.plex.group = "media";
      services.plex.openFirewall = false;
      services.plex.accelerationDevices = [ "*" ];
      systemd.services.plex.serviceConfig.TemporaryFileSystem = [ "/run/plex-transcode:size=20%,mode=0777" ];
    };
  };

  qbittorrent = {
    settings = {
      port = 8091;
      ratio = 3;
    };
    expect = {
      services.qbittorrent.enable = true;
      services.qbittorrent.webuiPort = 8091;
      services.qbittorrent.serverConfig.BitTorrent.Session.GlobalMaxRatio = 3;
      # Others fetch from here; the page is not for every network.
      networking.firewall.allowedTCPPorts = has [ 51413 ];
    };
  };

  recyclarr = {
    settings.films = "uhd";
    expect = {
      services.recyclarr.enable = true;
      services.recyclarr.configuration.radarr.films.include = has [
        { template = "radarr-quality-profile-uhd-bluray-web"; }
      ];
      systemd.services.recyclarr.serviceConfig.LoadCredential = has [ "radarr:/run/agenix/radarr-api-key" ];
    };
  };

  tautulli = {
    settings.port = 8182;
    expect.services.tautulli = {
      enable = true;
      group = "media";
      port = 8182;
    };
  };

  transmission = {
    settings.ratio = 4;
    expect.services.transmission = {
      enable = true;
      group = "media";
      openPeerPorts = true;
      settings.rpc-bind-address = "0.0.0.0";
      credentialsFile = "/run/agenix/transmission-credentials";
      settings.download-dir = "/srv/media/downloads/torrents";
      settings.ratio-limit = 4;
    };
  };
}
