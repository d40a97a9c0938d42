# A folder of files: of some the text is given, of others where they are. Texts reach the builder as files, since
# an environment has little room.
{ lib, build }:
name:
{
  texts ? { },
  sources ? { },
  before ? "",
  more ? { },
}:
let
  textNames = builtins.attrNames texts;
  variables = lib.imap0 (n: _: "text${toString n}") textNames;
in
build name
  (
    {
      names = lib.concatStringsSep "\n" textNames;
      links = lib.concatStringsSep "\n" (
        builtins.concatLists (
          lib.mapAttrsToList (name: source: [
            name
            "${source}"
          ]) sources
        )
      );
      passAsFile = variables ++ [
        "names"
        "links"
      ];
    }
    // lib.listToAttrs (
      lib.imap0 (n: name: lib.nameValuePair "text${toString n}" texts.${name}) textNames
    )
    // more
  )
  ''
    mkdir -p "$out"
    ${before}
    n=0
    while IFS= read -r name || [ -n "$name" ]; do
      eval "text=\$text''${n}Path"
      mkdir -p "$(dirname "$out/$name")"
      cp "$text" "$out/$name"
      n=$((n+1))
    done < "$namesPath"
    while IFS= read -r name && IFS= read -r source || [ -n "$source" ]; do
      mkdir -p "$(dirname "$out/$name")"
      # What is there already stays.
      [ -e "$out/$name" ] || ln -s "$source" "$out/$name"
      source=
    done < "$linksPath"
  ''
