{ mkFeature }:
mkFeature {
  title = "ntfy";
  description = "Brings alerts to telephones and desks, without anybody else's servers.";
  category = "monitoring";
  secrets = [ "ntfy-accounts" ];
  health = [
    { unit = "ntfy-sh.service"; }
    { url = "http://127.0.0.1:2586/v1/health"; }
  ];

  options =
    { lib, ... }:
    {
      url = lib.mkOption {
        type = lib.types.str;
        default = "http://dex5550:2586";
        description = "Address that people's devices reach it at.";
      };
      keep = lib.mkOption {
        type = lib.types.str;
        default = "72h";
        description = "How long messages wait for devices that are away.";
      };
      expose = lib.mkOption {
        type = lib.types.enum [
          "local"
          "tailnet"
          "network"
        ];
        default = "tailnet";
        description = "Who may reach it: this host, the tailnet, or every network. Topics need an account in any case.";
      };
    };

  config =
    { cfg, config, ... }:
    let
      reach = import ./reach.nix {
        inherit (cfg) expose;
        port = 2586;
      };
    in
    {
      services.ntfy-sh = {
        enable = true;
        settings = {
          base-url = cfg.url;
          listen-http = "${reach.address}:2586";
          auth-default-access = "deny-all";
          enable-login = true;
          cache-duration = cfg.keep;
        };
      };
      # NTFY_AUTH_USERS, NTFY_AUTH_ACCESS and NTFY_AUTH_TOKENS; systemd reads the file before it changes the user.
      systemd.services.ntfy-sh.serviceConfig.EnvironmentFile = config.age.secrets.ntfy-accounts.path;
      networking.firewall = reach.firewall;
    };
}
