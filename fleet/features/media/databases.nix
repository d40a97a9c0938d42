{ mkFeature }:
mkFeature {
  title = "Media databases";
  description = "Has the databases of the media services copied before the nightly backup, and leaves out of it what they make again by themselves. Films can be had again; what the household has seen can not.";
  category = "media";
  needs = [
    "media.library"
    "system.backup"
  ];
  brings = [ "storage.database-dumps" ];

  config =
    { config, lib, ... }:
    {
      features.storage.database-dumps = {
        # Where each service keeps what it knows. Those that are not on this host are passed over.
        sqlite = [
          "/var/lib/audiobookshelf/config/absdatabase.sqlite"
          "/var/lib/bazarr/db/bazarr.db"
          "/var/lib/jellyfin/data/*.db"
          "/var/lib/jellyseerr/db/db.sqlite3"
          # Where NixOS 25.11 has it on new hosts.
          "/var/lib/jellyseerr/config/db/db.sqlite3"
          "/var/lib/kavita/config/kavita.db"
          "/var/lib/lidarr/.config/Lidarr/lidarr.db"
          "/var/lib/navidrome/navidrome.db"
          "/var/lib/plex/Plex Media Server/Plug-in Support/Databases/*.library*.db"
          "/var/lib/plexpy/tautulli.db"
          "/var/lib/prowlarr/prowlarr.db"
          "/var/lib/radarr/.config/Radarr/radarr.db"
          "/var/lib/sonarr/.config/NzbDrone/sonarr.db"
        ];
        postgresql = lib.mkIf config.features.media.immich.enable true;
      };
      # Covers, thumbnails and half-converted films come back by themselves.
      services.restic.backups.nightly.exclude = [
        "/var/lib/bazarr/cache"
        "/var/lib/jellyfin/transcodes"
        "/var/lib/kavita/config/cache"
        "/var/lib/navidrome/cache"
        "/var/lib/plex/Plex Media Server/Cache"
        "/var/lib/*/.config/*/MediaCover"
      ];
    };
}
