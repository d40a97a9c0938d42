{ mkFeature }:
mkFeature {
  title = "Media databases";
  description = "Has the databases of the media services copied before the nightly backup. Films can be had again; what the household has seen can not.";
  category = "media";
  needs = [ "media.library" ];
  brings = [ "storage.database-dumps" ];

  config =
    { config, lib, ... }:
    let
      # Where each service keeps its SQLite database.
      known = {
        arr = [
          "/var/lib/sonarr/.config/NzbDrone/sonarr.db"
          "/var/lib/radarr/.config/Radarr/radarr.db"
          "/var/lib/prowlarr/prowlarr.db"
        ];
        audiobookshelf = [ "/var/lib/audiobookshelf/config/absdatabase.sqlite" ];
        bazarr = [ "/var/lib/bazarr/db/bazarr.db" ];
        jellyfin = [ "/var/lib/jellyfin/data/*.db" ];
        jellyseerr = [
          # The second is where NixOS 25.11 has it on new hosts.
          "/var/lib/jellyseerr/db/db.sqlite3"
          "/var/lib/jellyseerr/config/db/db.sqlite3"
        ];
        kavita = [ "/var/lib/kavita/config/kavita.db" ];
        lidarr = [ "/var/lib/lidarr/.config/Lidarr/lidarr.db" ];
        navidrome = [ "/var/lib/navidrome/navidrome.db" ];
        plex = [ "/var/lib/plex/Plex Media Server/Plug-in Support/Databases/*.library*.db" ];
        tautulli = [ "/var/lib/plexpy/tautulli.db" ];
      };
      present = lib.filterAttrs (name: _: config.features.media.${name}.enable) known;
    in
    {
      features.storage.database-dumps = {
        sqlite = lib.concatLists (lib.attrValues present);
        postgresql = lib.mkIf config.features.media.immich.enable true;
      };
    };
}
