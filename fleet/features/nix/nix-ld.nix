{ mkFeature }:
mkFeature {
  title = "Foreign programs";
  description = "Runs programs that were built for other distributions, as editors and language managers fetch them.";
  category = "nix";

  options =
    { lib, ... }:
    {
      libraries = lib.mkOption {
        type = lib.types.enum [
          "usual"
          "graphical"
        ];
        default = "usual";
        description = "Which libraries they find: those that most programs want, or those of windows and sound as well.";
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
      programs.nix-ld = {
        enable = true;
        libraries = [
          pkgs.curl
          pkgs.icu
          pkgs.libxml2
          pkgs.openssl
          pkgs.stdenv.cc.cc
          pkgs.zlib
        ]
        ++ lib.optionals (cfg.libraries == "graphical") [
          pkgs.alsa-lib
          pkgs.fontconfig
          pkgs.freetype
          pkgs.glib
          pkgs.gtk3
          pkgs.libGL
          pkgs.libxkbcommon
          pkgs.wayland
        ];
      };
    };
}
