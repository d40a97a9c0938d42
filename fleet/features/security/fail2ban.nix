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
    };

  config =
    { cfg, ... }:
    {
      services.fail2ban = {
        enable = true;
        maxretry = 5;
        bantime = cfg.banTime;
      };
    };
}
