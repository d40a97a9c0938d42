{ mkFeature }:
mkFeature {
  title = "SSH";
  description = "Remote login with keys only. Deploying reaches the host through it.";
  category = "network";
  health = [ { unit = "sshd.service"; } ];

  config =
    { config, ... }:
    {
      services.openssh = {
        enable = true;
        # The port Snowfleet dials is the port sshd answers on.
        ports = [ config.snowfleet.host.port ];
        settings = {
          PasswordAuthentication = false;
          PermitRootLogin = "prohibit-password";
        };
      };
    };
}
