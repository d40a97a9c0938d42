{ mkFeature }:
mkFeature {
  title = "Sonarr and friends";
  description = "Keep the library complete.";
  category = "media";
  brings = [ "media.library" ];
}
