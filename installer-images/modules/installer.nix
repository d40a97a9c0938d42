# The system on an installer image: the fleet, the wizard, and a door for whoever has one of the keys.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.snowfleet.installer;

  orNone = value: if value == null then "-" else toString value;
  line =
    host:
    lib.concatStringsSep "\t" [
      host.name
      (orNone host.layout)
      (if host.layout == null then "-" else lib.concatStringsSep "," host.disks)
      (orNone host.system)
    ];

  wizard = pkgs.writeShellScriptBin "snowfleet-install" (
    "PATH=${lib.makeBinPath cfg.tools}:$PATH\nexport PATH\n"
    + lib.concatMapStrings (part: builtins.readFile (../wizard + "/${part}.sh")) [
      "talk"
      "disks"
      "guided"
      "network"
      "finish"
      "main"
    ]
  );
in
{
  options.snowfleet.installer = {
    name = lib.mkOption {
      type = lib.types.strMatching "[A-Za-z0-9-]+";
      description = "What the image is called; the live system is NAME-installer.";
    };
    fleet = lib.mkOption {
      type = lib.types.path;
      description = "The fleet's source, as it goes onto the image.";
    };
    commit = lib.mkOption {
      type = lib.types.nullOr lib.types.str;
      default = null;
      description = "Commit the source is of, for people.";
    };
    keys = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      description = "SSH keys that may log in as root. Nobody else may: there is no password.";
    };
    hosts = lib.mkOption {
      type = lib.types.listOf lib.types.raw;
      default = [ ];
      description = "What can be installed, see lib/hosts-of.nix.";
    };
    tools = lib.mkOption {
      type = lib.types.listOf lib.types.package;
      default = [
        pkgs.coreutils
        pkgs.cryptsetup
        pkgs.dosfstools
        pkgs.e2fsprogs
        pkgs.findutils
        pkgs.gnugrep
        pkgs.gnused
        pkgs.iproute2
        pkgs.nixos-install-tools
        pkgs.openssh
        pkgs.util-linux
      ];
      description = "Programs the wizard calls by their names.";
    };
  };

  config = {
    networking = {
      hostName = lib.mkForce "${cfg.name}-installer";
      networkmanager.enable = lib.mkForce true;
      # The image of NixOS starts it by itself, and both would want the same radio.
      wireless.enable = lib.mkForce false;
    };

    services.openssh = {
      enable = true;
      settings = {
        PasswordAuthentication = lib.mkForce false;
        KbdInteractiveAuthentication = lib.mkForce false;
        PermitRootLogin = lib.mkForce "prohibit-password";
      };
    };
    users.users.root.openssh.authorizedKeys.keys = cfg.keys;

    # Nobody knows yet what the computer has.
    hardware.enableAllFirmware = true;
    nix.settings.experimental-features = [
      "nix-command"
      "flakes"
    ];

    environment.systemPackages = [
      wizard
      pkgs.git
    ];
    environment.etc = {
      "snowfleet/fleet".source = cfg.fleet;
      "snowfleet/hosts".text = lib.concatMapStrings (host: line host + "\n") cfg.hosts;
      "snowfleet/commit".text = "${if cfg.commit == null then "unknown" else cfg.commit}\n";
    };

    # \4 and \6 are the addresses; the key's fingerprint is known only once the machine has made one.
    services.getty.greetingLine = lib.mkForce "<<< Snowfleet installer of ${cfg.name} (\\l), reached as root at \\4 and \\6 >>>";
    services.getty.helpLine = lib.mkForce "To install: sudo snowfleet-install";
    systemd.services.snowfleet-show-key = {
      description = "Shows the fingerprint of the host key above the login";
      wantedBy = [ "multi-user.target" ];
      after = [ "sshd.service" ];
      before = [ "getty@tty1.service" ];
      serviceConfig.Type = "oneshot";
      script = ''
        for _ in 1 2 3 4 5 6 7 8 9 10; do
          [ ! -e /etc/ssh/ssh_host_ed25519_key.pub ] || break
          ${pkgs.coreutils}/bin/sleep 1
        done
        ${pkgs.coreutils}/bin/mkdir -p /run/issue.d
        ${pkgs.openssh}/bin/ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub >/run/issue.d/snowfleet.issue
      '';
    };
  };
}
