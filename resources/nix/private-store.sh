#!/bin/sh
# private-store.sh STORE COMMAND...
# Runs COMMAND with the folder STORE in the place of /nix, in a user and mount namespace of its own: builds for
# an ordinary user where no Nix daemon answers and /nix belongs to somebody else. Paths keep their real names
# (/nix/store/...), so what is built can be copied to any host. Needs unshare (util-linux), no root.
set -eu
PATH=$PATH:/usr/sbin:/sbin

if [ "${1:-}" != --inside ]; then
  exec unshare --map-root-user --mount --propagation private -- \
    sh "$0" --inside "$(pwd)" "$(id -u)" "$(id -g)" "$@"
fi

work=$2
user=$3
group=$4
store=$5
shift 5
# Without a state folder Nix takes a store below the home instead, as an ordinary user.
mkdir -p "$store/var/nix"

if [ -d /nix ]; then
  mount --bind "$store" /nix
else
  # No mount point, and / is not ours to make one: a new root out of the old one's entries, plus /nix.
  root=$store-root
  mkdir -p "$root"
  mount -t tmpfs snowfleet-root "$root"
  for entry in /* /.[!.]*; do
    name=${entry#/}
    if [ -L "$entry" ]; then
      ln -s "$(readlink "$entry")" "$root/$name"
    elif [ -d "$entry" ]; then
      mkdir "$root/$name"
      mount --rbind "$entry" "$root/$name"
    fi
  done
  mkdir "$root/nix" "$root/.old"
  mount --bind "$store" "$root/nix"
  cd "$root"
  pivot_root . .old
  umount -l /.old
  rmdir /.old
fi
cd "$work"
# Root was needed to mount. COMMAND runs as the user again: ssh looks for keys and known hosts in the home of whoever
# it runs as, whatever HOME says.
exec unshare --user --map-user="$user" --map-group="$group" -- "$@"
