#!/bin/bash
# run.sh ROOT IN OUT: session.sh in ROOT with the folders IN (read) and OUT (written) as /in and /out, in namespaces of its own that
# take every process with them. Settings of session.sh come through the environment.
set -euo pipefail

root=$1 in=$2 out=$3
here=$(cd "$(dirname "$0")" && pwd)
if [ "${INSIDE:-0}" != 1 ]; then
  INSIDE=1 exec unshare --mount --pid --fork --kill-child "$here/run.sh" "$@"
fi

mount --make-rprivate /
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -p "$root"/{in,out} "$root"/tmp/{runtime,home}
chmod 700 "$root/tmp/runtime"
mount --bind "$in" "$root/in"
mount --bind "$out" "$root/out"
install -m 755 "$here/session.sh" "$root/tmp/session.sh"
exec chroot "$root" /usr/bin/env -i PATH=/usr/bin:/usr/sbin HOME=/tmp/home XDG_RUNTIME_DIR=/tmp/runtime LANG=C.UTF-8 TZ=UTC \
  WIDTH="${WIDTH:-1920}" HEIGHT="${HEIGHT:-1080}" SCALE="${SCALE:-1}" SCREENS="${SCREENS:-1}" \
  RELOGIN="${RELOGIN:-0}" PICTURE="${PICTURE:-0}" \
  WAYLAND_DISPLAY=plasma QT_QPA_PLATFORM=wayland QT_QUICK_BACKEND=software \
  dbus-run-session -- timeout 240 bash /tmp/session.sh
