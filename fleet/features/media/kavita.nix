{ mkFeature }:
mkFeature {
  title = "Kavita";
  description = "Books, comics and manga to read in the browser.";
  category = "media";
  brings = [ "media.library" ];
  secrets = [ "kavita-token-key" ];
  health = [
    { unit = "kavita.service"; }
    { url = "http://127.0.0.1:5008/api/health"; }
  ];

  options =
    { lib, ... }:
    {
      port = lib.mkOption {
        type = lib.types.port;
        default = 5008;
        description = "Port of the page.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who reaches the page: this host, the tailnet, or every network.";
      };
    };

  config =
    { cfg, config, ... }:
    let
      reach = import ../monitoring/reach.nix { inherit (cfg) expose port; };
    in
    {
      services.kavita = {
        enable = true;
        # It signs sessions with it; systemd hands it over, so that root may keep it.
        tokenKeyFile = config.age.secrets.kavita-token-key.path;
        settings = {
          IpAddresses = reach.address;
          Port = cfg.port;
        };
      };
      users.users.kavita.extraGroups = [ "media" ];
      networking.firewall = reach.firewall;
    };
}
