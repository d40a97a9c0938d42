{ mkFeature }:
mkFeature {
  title = "Password policy";
  description = "New passwords have to be long and unlike the old; wrong ones cost time.";
  category = "security";

  options =
    { lib, ... }:
    {
      minimum = lib.mkOption {
        type = lib.types.ints.between 8 64;
        default = 14;
        description = "Characters a new password has at least.";
      };
      kinds = lib.mkOption {
        type = lib.types.ints.between 1 4;
        default = 1;
        description = "Kinds of characters it has at least: small, capital, digits, others. Length does more than kinds do.";
      };
      delay = lib.mkOption {
        type = lib.types.ints.between 0 30;
        default = 3;
        description = "Seconds that a wrong password costs.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      security.pam.services = {
        passwd.rules.password = {
          pwquality = {
            # Before everything that stores the new password.
            order = 5000;
            control = "requisite";
            modulePath = "${lib.getLib pkgs.libpwquality}/lib/security/pam_pwquality.so";
            settings = {
              retry = 3;
              minlen = cfg.minimum;
              minclass = cfg.kinds;
              difok = 4;
              usercheck = 1;
            };
          };
          # Takes the password that was judged, and asks for none of its own.
          unix.settings.use_authtok = true;
        };
        login.failDelay = {
          enable = true;
          delay = cfg.delay * 1000000;
        };
        su.failDelay = {
          enable = true;
          delay = cfg.delay * 1000000;
        };
      };
      security.loginDefs.settings = {
        ENCRYPT_METHOD = "YESCRYPT";
        UMASK = "077";
        LOGIN_RETRIES = 3;
      };
    };
}
