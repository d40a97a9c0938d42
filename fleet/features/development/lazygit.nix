{ mkFeature }:
mkFeature {
  title = "lazygit";
  description = "Git in the terminal with panes: stage lines, rebase and look through history by single keys.";
  category = "development";
  needs = [ "development.git" ];

  home = {
    programs.lazygit = {
      enable = true;
      settings = {
        # The version comes from nixpkgs.
        update.method = "never";
        disableStartupPopups = true;
        gui.nerdFontsVersion = "3";
        git.overrideGpg = true;
      };
    };
  };
}
