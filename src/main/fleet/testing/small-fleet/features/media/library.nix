{ mkFeature }:
mkFeature {
  title = "Media library";
  description = "The folders that media services share.";
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

  config = { cfg, ... }: { environment.etc."media/path".text = cfg.path; };
}
