{ mkFeature }:
mkFeature {
  title = "SSH";
  description = "Remote login with keys only. Deploying reaches the host through it.";
  category = "network";
  health = [ { unit = "sshd.service"; } ];

  options =
    { lib, ... }:
    {
      expose = lib.mkOption {
        type = lib.types.enum [
          "tailnet"
          "network"
        ];
        default = "network";
        description = "From where it is reached. With \"tailnet\" nobody gets in while Tailscale is down, the administrator included.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      # The port Snowfleet dials is the port sshd answers on.
      inherit (config.snowfleet.host) port;
    in
    {
      services.openssh = {
        enable = true;
        ports = [ port ];
        openFirewall = cfg.expose == "network";
        # One kind of key, the kind that secrets are encrypted to.
        hostKeys = [
          {
            type = "ed25519";
            path = "/etc/ssh/ssh_host_ed25519_key";
          }
        ];
        settings = {
          PasswordAuthentication = false;
          PermitRootLogin = lib.mkDefault "prohibit-password";
          UseDns = false;
        };
      };
      networking.firewall.interfaces.tailscale0.allowedTCPPorts = lib.mkIf (cfg.expose == "tailnet") [
        port
      ];
    };
}
