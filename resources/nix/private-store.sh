#!/bin/sh
# private-store.sh STORE COMMAND...
# Runs COMMAND with the folder STORE in the place of /nix, in a user and mount namespace of its own: builds for
# an ordinary user where no Nix daemon answers and /nix belongs to somebody else. Paths keep their real names
# (/nix/store/...), so what is built can be copied to any host. Needs unshare (util-linux), no root.
set -eu
PATH=$PATH:/usr/sbin:/sbin

if [ "${1:-}" != --inside ]; then
  exec unshare --map-root-user --mount --propagation private -- sh "$0" --inside "$(pwd)" "$@"
fi

work=$2
store=$3
shift 3
mkdir -p "$store"

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
exec "$@"
