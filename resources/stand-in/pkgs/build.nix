# A derivation from a shell script of coreutils only: no compiler, no download, done in milliseconds.
{ system }:
let
  tools = import ../tools.nix;
in
name: environment: script:
derivation (
  {
    inherit name;
    system = tools.system or system;
    builder = tools.sh;
    args = [
      "-e"
      "-c"
      script
    ];
    PATH = tools.path;
    preferLocalBuild = true;
    # No cache on earth has these.
    allowSubstitutes = false;
  }
  // environment
)
