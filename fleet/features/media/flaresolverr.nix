{ mkFeature }:
mkFeature {
  title = "FlareSolverr";
  description = "Answers the browser checks that keep Prowlarr out of some indexes.";
  category = "media";
  needs = [ "media.arr" ];
  health = [
    { unit = "flaresolverr.service"; }
    { url = "http://127.0.0.1:8191/health"; }
  ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 8191;
        description = "Port to answer on; Prowlarr asks it on this host.";
      };
      memoryMax = lib.mkOption {
        type = lib.types.strMatching "[0-9]+[KMG]";
        default = "1G";
        description = "Memory that its browser may take before it is ended.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.flaresolverr = {
        enable = true;
        port = cfg.port;
        openFirewall = false;
      };
      systemd.services.flaresolverr.serviceConfig.MemoryMax = cfg.memoryMax;
    };
}
