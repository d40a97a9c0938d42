{ mkFeature }:
mkFeature {
  title = "Installer reached over SSH";
  description = "The live system lets in whoever has one of your keys, and shows its address on the screen. No password is known to anybody.";
  category = "installer";
  health = [ { unit = "sshd.service"; } ];

  options =
    { lib, ... }:
    {
      keys = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "ssh-ed25519 AAAA… you" ];
        description = "Keys that may log in as root, beside those the fleet gives root anyway.";
      };
      announce = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether the live system tells its name to the network (mDNS), so that it can be found without its screen.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      services.openssh = {
        enable = true;
        startWhenNeeded = lib.mkForce false;
        settings = {
          PasswordAuthentication = lib.mkForce false;
          KbdInteractiveAuthentication = lib.mkForce false;
          PermitRootLogin = lib.mkForce "prohibit-password";
        };
      };
      users.users.root.openssh.authorizedKeys.keys = cfg.keys;
      # \4 and \6 are the addresses.
      services.getty.greetingLine = lib.mkForce ''<<< \n \l, reached at \4 and \6 >>>'';
      services.avahi = lib.mkIf cfg.announce {
        enable = true;
        publish = {
          enable = true;
          addresses = true;
        };
      };
    };
}
