{ mkFeature }:
mkFeature {
  title = "Plex";
  description = "Streams the library.";
  category = "media";
  brings = [ "media.library" ];
  hardware = {
    prefers = [
      "nvidia"
      "intel"
    ];
  };

  options =
    { lib, ... }:
    {
      transcoding = lib.mkOption {
        type = lib.types.enum [
          "auto"
          "card"
          "processor"
        ];
        default = "auto";
        description = "What converts films.";
      };
    };

  config = { cfg, ... }: { environment.etc."plex/transcoding".text = cfg.transcoding; };
}
