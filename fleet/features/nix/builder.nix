{ mkFeature }:
mkFeature {
  title = "Builder";
  description = "Builds for the fleet's other hosts, for a user that can do nothing else.";
  category = "nix";
  needs = [ "network.ssh" ];
  health = [
    { unit = "nix-daemon.socket"; }
    { unit = "sshd.service"; }
  ];

  options =
    { lib, ... }:
    {
      keepDays = lib.mkOption {
        type = lib.types.ints.between 0 365;
        default = 14;
        description = "Days for which what a build needed stays, so that the next one need not fetch it again. 0 keeps none.";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      pkgs,
      ...
    }:
    let
      builders = import ./builder-list.nix;
      # Nix's own protocol, and no shell: a stolen key gives a build slot, not the host.
      command = "${pkgs.nix}/bin/nix-daemon --stdio";
    in
    {
      users = {
        users.${builders.user} = {
          isSystemUser = true;
          group = builders.user;
          description = "Builds for other hosts";
          # sshd runs the command with it.
          shell = pkgs.bashInteractive;
          openssh.authorizedKeys.keys = [ ''restrict,command="${command}" ${builders.publicKey}'' ];
        };
        groups.${builders.user} = { };
      };
      nix.settings = {
        trusted-users = [ builders.user ];
        keep-outputs = cfg.keepDays > 0;
        keep-derivations = cfg.keepDays > 0;
      };
      services.openssh.settings = lib.mkIf config.features.security.ssh-keys-only.enable {
        AllowGroups = [ builders.user ];
      };
    };
}
