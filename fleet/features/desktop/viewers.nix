{ mkFeature }:
mkFeature {
  title = "Viewers";
  description = "Films in mpv, pictures in imv, documents in Zathura: they start at once and need no mouse.";
  category = "desktop";

  config =
    { lib, ... }:
    let
      opens = program: types: lib.genAttrs types (_: program);
    in
    {
      xdg.mime.defaultApplications =
        opens "org.pwmt.zathura.desktop" [ "application/pdf" ]
        // opens "imv.desktop" [
          "image/gif"
          "image/jpeg"
          "image/png"
          "image/svg+xml"
          "image/webp"
        ]
        // opens "mpv.desktop" [
          "audio/flac"
          "audio/mpeg"
          "video/mp4"
          "video/webm"
          "video/x-matroska"
        ];
    };

  home = {
    programs.mpv = {
      enable = true;
      config = {
        # The graphics card decodes what it decodes without faults.
        hwdec = "auto-safe";
        vo = "gpu-next";
        save-position-on-quit = true;
        keep-open = true;
        slang = "en";
      };
    };
    programs.imv = {
      enable = true;
      settings.options.overlay_font = "Inter:12";
    };
    programs.zathura = {
      enable = true;
      options = {
        selection-clipboard = "clipboard";
        adjust-open = "width";
        font = "Inter 11";
      };
    };
  };
}
