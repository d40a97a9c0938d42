# What happened to options of Home Manager between 25.05 and 25.11; see ../moved.nix.
{
  renamed = {
    "programs.diff-highlight" = "programs.git.diff-highlight";
    "programs.diff-so-fancy" = "programs.git.diff-so-fancy";
    "programs.patdiff" = "programs.git.patdiff";
    "programs.riff" = "programs.git.riff";
  };
  # Now programs.git.settings, programs.delta, programs.difftastic, services.hyprsunset.settings.
  removed = [
    "programs.git.aliases"
    "programs.git.delta"
    "programs.git.difftastic"
    "programs.git.extraConfig"
    "programs.git.userEmail"
    "programs.git.userName"
    "services.hyprsunset.transitions"
  ];
}
