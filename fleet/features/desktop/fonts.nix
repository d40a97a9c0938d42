{ mkFeature }:
mkFeature {
  title = "Fonts";
  description = "One readable family for text, one for code, and broad language coverage.";
  category = "desktop";

  config =
    { pkgs, ... }:
    {
      fonts.packages = with pkgs; [
        font-awesome
        inter
        jetbrains-mono
        noto-fonts
      ];
    };
}
