{ mkFeature }:
mkFeature {
  title = "SSH with keys only";
  description = "No password reaches this host over SSH, only members of named groups may log in, and old ciphers are refused.";
  category = "security";
  needs = [ "network.ssh" ];
  health = [ { unit = "sshd.service"; } ];

  options =
    { lib, ... }:
    {
      allowedGroups = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [
          "root"
          "wheel"
        ];
        description = "Groups whose members may log in. Deploying as root needs \"root\".";
      };
      maxTries = lib.mkOption {
        type = lib.types.ints.between 1 10;
        default = 3;
        description = "Keys a client may offer in one connection. An agent with many keys needs more.";
      };
      forwarding = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether ports may be forwarded through this host.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      services.openssh.settings = {
        # The second factor asks questions, and so switches this on.
        KbdInteractiveAuthentication = lib.mkDefault false;
        AllowGroups = cfg.allowedGroups;
        AllowTcpForwarding = lib.mkDefault cfg.forwarding;
        AllowAgentForwarding = lib.mkDefault false;
        ClientAliveCountMax = lib.mkDefault 3;
        ClientAliveInterval = lib.mkDefault 60;
        LoginGraceTime = lib.mkDefault 30;
        # Says which key logged in.
        LogLevel = lib.mkDefault "VERBOSE";
        MaxAuthTries = lib.mkDefault cfg.maxTries;
        PermitEmptyPasswords = lib.mkDefault false;
        PermitUserEnvironment = lib.mkDefault false;
        X11Forwarding = lib.mkDefault false;
        KexAlgorithms = lib.mkDefault [
          "sntrup761x25519-sha512@openssh.com"
          "curve25519-sha256"
          "curve25519-sha256@libssh.org"
        ];
        Ciphers = lib.mkDefault [
          "chacha20-poly1305@openssh.com"
          "aes256-gcm@openssh.com"
          "aes128-gcm@openssh.com"
        ];
        Macs = lib.mkDefault [
          "hmac-sha2-512-etm@openssh.com"
          "hmac-sha2-256-etm@openssh.com"
        ];
      };
    };
}
