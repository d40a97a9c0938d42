{ mkFeature }:
mkFeature {
  title = "fail2ban";
  description = "Shuts out addresses that keep guessing at SSH.";
  category = "security";
  needs = [ "network.ssh" ];
  health = [ { unit = "fail2ban.service"; } ];

  options =
    { lib, ... }:
    {
      banTime = lib.mkOption {
        type = lib.types.str;
        default = "1h";
        description = "How long an address stays out.";
      };
      tries = lib.mkOption {
        type = lib.types.ints.between 1 100;
        default = 5;
        description = "Failures after which it is shut out.";
      };
      longest = lib.mkOption {
        type = lib.types.str;
        default = "1w";
        description = "Each time an address comes back it stays out longer, up to this.";
      };
      never = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "127.0.0.0/8"
          "::1"
          "100.64.0.0/10"
        ];
        description = "Addresses that are never shut out: this host and the tailnet.";
      };
    };

  config =
    { cfg, ... }:
    {
      services.fail2ban = {
        enable = true;
        maxretry = cfg.tries;
        bantime = cfg.banTime;
        ignoreIP = cfg.never;
        bantime-increment = {
          enable = true;
          maxtime = cfg.longest;
          overalljails = true;
        };
      };
    };
}
