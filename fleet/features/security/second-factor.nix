{ mkFeature }:
mkFeature {
  title = "Second factor";
  description = "A touch of a security key or a code from a phone, beside the password or the SSH key.";
  category = "security";

  options =
    { lib, ... }:
    {
      method = lib.mkOption {
        type = lib.types.enum [
          "security-key"
          "code"
        ];
        default = "security-key";
        description = "What is asked for: a FIDO2 key that is touched, or a code that changes every half minute. Over SSH it is always a code, for the key is at the other end.";
      };
      services = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "login"
            "sudo"
            "su"
            "sshd"
          ]
        );
        default = [
          "sudo"
          "sshd"
        ];
        description = "Where it is asked for. SSH asks people of the group wheel only: deploying as root goes on with its key alone.";
      };
      enforce = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether somebody who has not registered a second factor is kept out. Switch it on when everybody has.";
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
      usesCode = service: cfg.method == "code" || service == "sshd";
      byCode = lib.filter usesCode cfg.services;
      byKey = lib.filter (service: !usesCode service) cfg.services;
      overSsh = lib.elem "sshd" cfg.services;

      code = {
        googleAuthenticator = {
          enable = true;
          allowNullOTP = !cfg.enforce;
        };
      };
    in
    {
      security.pam = {
        services = lib.mkMerge [
          (lib.genAttrs byKey (_: { u2fAuth = true; }))
          (lib.genAttrs byCode (_: code))
          (lib.mkIf overSsh {
            # No password follows the code here, since the key came first: where the code is right, or none is
            # registered, that is all. A wrong code stays a refusal.
            sshd.rules.auth = {
              deny.enable = lib.mkForce false;
              after-code = {
                order = 20000;
                control = "required";
                modulePath = "${pkgs.linux-pam}/lib/security/pam_permit.so";
              };
            };
          })
        ];
        # Beside the password, not instead of it.
        u2f = {
          control = "required";
          settings = {
            cue = true;
            nouserok = !cfg.enforce;
          };
        };
      };
      services.openssh = lib.mkIf overSsh {
        settings.KbdInteractiveAuthentication = true;
        # "Match all" ends the block for whatever follows it.
        extraConfig = lib.mkAfter ''
          Match Group wheel
            AuthenticationMethods publickey,keyboard-interactive
          Match all
        '';
      };
      # People register with these: pamu2fcfg, google-authenticator.
      environment.systemPackages =
        lib.optional (byKey != [ ]) pkgs.pam_u2f ++ lib.optional (byCode != [ ]) pkgs.google-authenticator;
    };
}
