{ mkFeature }:
mkFeature {
  title = "Yazi";
  description = "A quick file manager for the terminal with previews; `y` leaves the shell where one stopped looking.";
  category = "shells";
  brings = [ "shells.bash" ];

  options =
    { lib, ... }:
    {
      hidden = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether files whose names begin with a dot are shown.";
      };
      previews = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether programs that draw previews of films, PDFs and archives are installed.";
      };
    };

  home =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      programs.yazi = {
        enable = true;
        shellWrapperName = "y";
        settings.mgr = {
          show_hidden = cfg.hidden;
          sort_by = "natural";
          sort_dir_first = true;
        };
      };
      home.packages = lib.optionals cfg.previews [
        pkgs.ffmpegthumbnailer
        pkgs.imagemagick
        pkgs.p7zip
        pkgs.poppler-utils
      ];
    };
}
