{ mkFeature }:
mkFeature {
  title = "SSH client";
  description = "Connections from this host share one line, notice when it breaks, and refuse outdated ciphers.";
  category = "network";

  options =
    { lib, ... }:
    {
      keepMinutes = lib.mkOption {
        type = lib.types.ints.between 0 240;
        default = 10;
        description = "Minutes a line stays open after its last use, for the next command to be quick; 0 shares none.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      programs.ssh.extraConfig = ''
        Host *
          ServerAliveInterval 20
          ServerAliveCountMax 3
          HashKnownHosts no
          StrictHostKeyChecking ask
          UpdateHostKeys yes
          HostKeyAlgorithms ssh-ed25519,ssh-ed25519-cert-v01@openssh.com,sk-ssh-ed25519@openssh.com,rsa-sha2-512,rsa-sha2-256
      ''
      + lib.optionalString (cfg.keepMinutes > 0) ''
        # %C is a digest of user, host and port: long names fit into the path of a socket.
        Host *
          ControlMaster auto
          ControlPath ~/.ssh/line-%C
          ControlPersist ${toString cfg.keepMinutes}m
      '';
    };
}
