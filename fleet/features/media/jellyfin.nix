{ mkFeature }:
mkFeature {
  title = "Jellyfin";
  description = "Streams the library to browsers and televisions; free software.";
  category = "media";
  brings = [ "media.library" ];
  conflicts = [
    {
      feature = "media.plex";
      reason = "both answer DLNA discovery on UDP port 1900; televisions would see one of them at random.";
    }
  ];
  hardware = {
    prefers = [
      "intel"
      "nvidia"
    ];
  };
  health = [
    { unit = "jellyfin.service"; }
    { url = "http://127.0.0.1:8096/health"; }
  ];

  config = {
    services.jellyfin = {
      enable = true;
      group = "media";
      openFirewall = true;
    };
  };
}
