{ mkFeature }:
mkFeature {
  title = "Plex";
  description = "Streams the library to the household's televisions.";
  category = "media";
  brings = [ "media.library" ];
  hardware = {
    prefers = [
      "nvidia"
      "intel"
    ];
  };
  health = [
    { unit = "plex.service"; }
    { port = 32400; }
  ];

  config = {
    services.plex = {
      enable = true;
      group = "media";
      openFirewall = true;
    };
  };
}
