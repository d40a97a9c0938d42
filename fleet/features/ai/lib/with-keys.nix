# A program that gets its key from a secret when it starts, in its own environment only: not in the store, not in
# the session, not in the process list. A key that the person has set already wins.
{ lib, pkgs }:
{
  name,
  program,
  keys,
}:
pkgs.writeShellApplication {
  inherit name;
  text =
    lib.concatStrings (
      lib.mapAttrsToList (variable: file: ''
        if [ -z "''${${variable}:-}" ] && [ -r ${file} ]; then
          ${variable}=$(<${file})
          export ${variable}
        fi
      '') keys
    )
    + ''
      exec ${program} "$@"
    '';
}
