#!/bin/sh
# Writes sample files for the secrets named, or for every secret of secrets.nix that has no file yet. Each holds a
# random word and is encrypted to the recipients that secrets.nix names, so that the fleet evaluates and builds before
# the real secrets are there. A file that exists is only replaced when it is named.
#
#   sh secrets/samples.sh            what is missing
#   sh secrets/samples.sh NAME…      these, anew; what they held is lost
#
# Needs age and nix-instantiate.
set -eu

cd "$(dirname "$0")"

all() {
  nix-instantiate --eval --strict --expr \
    'builtins.concatStringsSep " " (map (builtins.replaceStrings [ ".age" ] [ "" ]) (builtins.attrNames (import ./secrets.nix)))' |
    tr -d '"'
}

recipients() {
  nix-instantiate --eval --strict --expr \
    "builtins.concatStringsSep \"\\n\" (import ./secrets.nix).\"$1.age\".publicKeys" |
    sed 's/^"//; s/"$//; s/\\n/\
/g'
}

if [ $# -gt 0 ]; then
  wanted=$*
else
  wanted=
  for name in $(all); do
    [ -e "$name.age" ] || wanted="$wanted $name"
  done
fi

for name in $wanted; do
  recipients "$name" >"$name.recipients"
  printf 'sample, replace me: %s\n' "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')" |
    age --recipients-file "$name.recipients" --output "$name.age.new"
  rm "$name.recipients"
  mv "$name.age.new" "$name.age"
  echo "secrets/$name.age: sample written"
done
