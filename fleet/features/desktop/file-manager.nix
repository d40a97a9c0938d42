{ mkFeature }:
mkFeature {
  title = "File manager";
  description = "Folders with thumbnails, network shares, phones and a dustbin, for sessions that have none of their own.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      program = lib.mkOption {
        type = lib.types.enum [
          "dolphin"
          "nautilus"
          "thunar"
        ];
        default = "thunar";
        description = "Which one; it opens folders for other programs too.";
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
      desktopFile = {
        dolphin = "org.kde.dolphin.desktop";
        nautilus = "org.gnome.Nautilus.desktop";
        thunar = "thunar.desktop";
      };
    in
    {
      services.gvfs.enable = true;
      services.tumbler.enable = true;
      programs.thunar = lib.mkIf (cfg.program == "thunar") {
        enable = true;
        plugins = [
          pkgs.xfce.thunar-archive-plugin
          pkgs.xfce.thunar-volman
        ];
      };
      # Without it Thunar forgets its settings.
      programs.xfconf.enable = lib.mkIf (cfg.program == "thunar") true;
      environment.systemPackages =
        {
          dolphin = [
            pkgs.kdePackages.dolphin
            pkgs.kdePackages.kio-extras
            pkgs.kdePackages.ark
          ];
          nautilus = [
            pkgs.nautilus
            pkgs.file-roller
          ];
          thunar = [ pkgs.file-roller ];
        }
        .${cfg.program};
      xdg.mime.defaultApplications."inode/directory" = desktopFile.${cfg.program};
    };
}
