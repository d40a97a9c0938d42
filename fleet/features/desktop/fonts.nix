{ mkFeature }:
mkFeature {
  title = "Fonts";
  description = "One readable family for text, one for code, and broad language coverage.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      asian = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether Chinese, Japanese and Korean are covered; they take 300 MB.";
      };
      subpixel = lib.mkOption {
        type = lib.types.enum [
          "none"
          "rgb"
          "bgr"
          "vrgb"
          "vbgr"
        ];
        default = "none";
        description = "Order of the colours in a pixel of the screen, for sharper text on coarse screens.";
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
      fonts = {
        packages = [
          pkgs.font-awesome
          pkgs.inter
          pkgs.jetbrains-mono
          pkgs.nerd-fonts.symbols-only
          pkgs.noto-fonts
          pkgs.noto-fonts-color-emoji
        ]
        ++ lib.optionals cfg.asian [
          pkgs.noto-fonts-cjk-sans
          pkgs.noto-fonts-cjk-serif
        ];
        fontconfig = {
          subpixel.rgba = cfg.subpixel;
          # Plasma adds its own; these come first.
          defaultFonts = {
            sansSerif = lib.mkBefore [ "Inter" ];
            monospace = lib.mkBefore [
              "JetBrains Mono"
              "Symbols Nerd Font Mono"
            ];
            emoji = lib.mkBefore [ "Noto Color Emoji" ];
          };
        };
      };
    };
}
