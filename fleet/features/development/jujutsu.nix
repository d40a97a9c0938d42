{ mkFeature }:
mkFeature {
  title = "Jujutsu";
  description = "Version control on top of Git repositories in which every step can be undone, and conflicts can wait.";
  category = "development";
  needs = [ "development.git" ];

  home = {
    programs.jujutsu = {
      enable = true;
      settings = {
        ui = {
          default-command = "log";
          diff-formatter = ":git";
        };
        # A branch that somebody else may have is not rewritten by accident.
        revset-aliases."immutable_heads()" = "builtin_immutable_heads() | remote_bookmarks()";
      };
    };
  };
}
