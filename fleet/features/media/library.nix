{ mkFeature }:
mkFeature {
  title = "Media library";
  description = "The folder of films and music, and the group that shares it.";
  category = "media";

  options =
    { lib, ... }:
    {
      path = lib.mkOption {
        type = lib.types.str;
        default = "/srv/media";
        description = "Folder of the library.";
      };
    };

  config =
    { cfg, ... }:
    {
      users.groups.media = { };
      # 2775: files made by one service stay writable for the others.
      systemd.tmpfiles.rules = [ "d ${cfg.path} 2775 root media -" ];
    };
}
