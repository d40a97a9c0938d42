{ mkFeature }:
mkFeature {
  title = "Media library";
  description = "The folders of films, series, music and books, and the group that shares them.";
  category = "media";

  options =
    { lib, ... }:
    {
      path = lib.mkOption {
        type = lib.types.str;
        default = "/srv/media";
        description = "Folder of the library.";
      };
      folders = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "audiobooks"
          "books"
          "downloads"
          "films"
          "music"
          "photos"
          "series"
        ];
        description = "Folders in it. On one file system with the downloads, a film is moved into place and not copied.";
      };
      members = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "admin" ];
        description = "People who may change what is in the library.";
      };
    };

  config =
    { cfg, ... }:
    {
      users.groups.media.members = cfg.members;
      # 2775: files made by one service stay writable for the others.
      systemd.tmpfiles.rules = [
        "d ${cfg.path} 2775 root media -"
      ]
      ++ map (folder: "d ${cfg.path}/${folder} 2775 root media -") cfg.folders;
    };
}
