{ mkFeature }:
mkFeature {
  title = "Installer tools";
  description = "What an installation image has to have: tools for disks and for Nix, firmware, and a word on how to go on.";
  category = "installer";

  options =
    { lib, ... }:
    {
      keyboard = lib.mkOption {
        type = lib.types.str;
        default = "uk";
        description = "Keyboard of the console.";
      };
      help = lib.mkOption {
        type = lib.types.lines;
        default = ''
          hardware-report    what this computer has
          guided-disk        lays out a disk and mounts it
          install-host       installs one of the fleet's hosts
        '';
        description = "What the console says above the login.";
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
      environment.systemPackages = [
        pkgs.curl
        pkgs.dosfstools
        pkgs.e2fsprogs
        pkgs.efibootmgr
        pkgs.git
        pkgs.gptfdisk
        pkgs.jq
        pkgs.parted
        pkgs.rsync
        pkgs.tmux
        pkgs.vim
      ];
      # Nobody knows yet which card the computer has.
      hardware.enableAllFirmware = true;
      nix.settings.experimental-features = [
        "nix-command"
        "flakes"
      ];
      console.keyMap = lib.mkForce cfg.keyboard;
      console.useXkbConfig = lib.mkForce false;
      services.getty.helpLine = lib.mkForce cfg.help;
    };
}
