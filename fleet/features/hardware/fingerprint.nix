{ mkFeature }:
mkFeature {
  title = "Fingerprint reader";
  description = "A finger instead of the password, to unlock and where else it is wanted.";
  category = "hardware";

  options =
    { lib, ... }:
    {
      driver = lib.mkOption {
        type = lib.types.enum [
          "free"
          "elan"
          "goodix"
        ];
        default = "free";
        description = "Driver of the reader; \"elan\" and \"goodix\" are the makers' own, for readers the free one does not know.";
      };
      sudo = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether a finger is enough for sudo.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    let
      own = {
        elan = pkgs.libfprint-2-tod1-elan;
        goodix = pkgs.libfprint-2-tod1-goodix;
      };
    in
    {
      services.fprintd = {
        enable = true;
        tod = lib.mkIf (cfg.driver != "free") {
          enable = true;
          driver = own.${cfg.driver};
        };
      };
      security.pam.services = {
        sudo.fprintAuth = cfg.sudo;
        # The password given here also opens the keyring; a finger can not.
        login.fprintAuth = false;
      };
    };
}
