{ mkFeature }:
mkFeature {
  title = "Dynamic DNS";
  description = "Keeps a public name pointing at the house, whose address the provider changes now and then.";
  category = "network";
  secrets = [ "ddns-password" ];
  health = [ { unit = "ddclient.timer"; } ];

  options =
    { lib, ... }:
    {
      protocol = lib.mkOption {
        type = lib.types.enum [
          "cloudflare"
          "duckdns"
          "dyndns2"
          "namecheap"
        ];
        default = "cloudflare";
        description = "Language of the provider.";
      };
      server = lib.mkOption {
        type = lib.types.str;
        default = "";
        description = "Server of the provider, where the language does not say it.";
      };
      user = lib.mkOption {
        type = lib.types.str;
        default = "token";
        description = "Name of the account; \"token\" where the secret is an access token.";
      };
      zone = lib.mkOption {
        type = lib.types.str;
        default = "example.org";
        description = "Domain at the provider.";
      };
      names = lib.mkOption {
        type = lib.types.nonEmptyListOf lib.types.str;
        default = [ "home.example.org" ];
        description = "Names that shall lead to the house.";
      };
    };

  config =
    { cfg, config, ... }:
    {
      services.ddclient = {
        enable = true;
        inherit (cfg) protocol server zone;
        username = cfg.user;
        passwordFile = config.age.secrets.ddns-password.path;
        domains = cfg.names;
        interval = "10min";
        # Asked from outside: a host behind a router knows only its own address.
        usev4 = "webv4, webv4=ipify-ipv4";
        usev6 = "";
      };
    };
}
