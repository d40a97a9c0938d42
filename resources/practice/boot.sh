#!/bin/sh
# boot.sh HOSTDIR NAME UNION [VISIBLE...]
# Boots the practice host whose files lie in HOSTDIR and stays as its process 1; when it ends, all of the host ends.
# No root is needed: a user namespace maps the caller to the host's root. UNION=1 puts the host's store over the
# machine's, for machines whose own tools live in /nix/store. VISIBLE folders are shown at their own place, read-only.
# On standard output it says once: ready PID SHELL, the pid as the machine sees it.
# Exit: 0 = reboot was asked for, 3 = power off.
set -eu
PATH=$PATH:/usr/sbin:/sbin # pivot_root is not on an ordinary user's PATH everywhere

if [ "$1" != @inside ]; then
  exec unshare --map-root-user --mount --uts --pid --net --ipc --fork --kill-child --propagation private \
    sh "$0" @inside "$@"
fi
host=$2 name=$3 union=$4
shift 4
read -r pid rest </proc/self/stat # still the machine's /proc, so this is the machine's number

root=$host/mnt
mkdir -p "$root"
mount -t tmpfs -o mode=755 practice "$root"
hostname "$name" 2>/dev/null || : # not installed everywhere
ip link set lo up 2>/dev/null || :

# Shown read-only: whoever runs this as root must not be able to harm the machine from inside.
show() { # FOLDER TARGET
  mkdir -p "$2"
  mount --rbind "$1" "$2"
  mount -o remount,bind,ro "$2" 2>/dev/null || :
}

for folder in bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$folder" ]; then
    ln -s "$(readlink "/$folder")" "$root/$folder"
  elif [ -d "/$folder" ]; then
    show "/$folder" "$root/$folder"
  fi
done
for folder in dev proc sys etc root run tmp var home nix .old; do mkdir -p "$root/$folder"; done
show /usr "$root/usr"
mount -t tmpfs -o mode=755 practice-dev "$root/dev"
for node in null zero full random urandom tty; do
  : >"$root/dev/$node"
  mount --bind "/dev/$node" "$root/dev/$node"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 practice-pts "$root/dev/pts"
mount -t tmpfs -o mode=1777 practice-shm "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for number in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${number%:*}" "$root/dev/${number#*:}"; done
mount -t proc proc "$root/proc"
for folder in etc root run tmp var; do mount --bind "$host/$folder" "$root/$folder"; done
# The kernel goes on when a practice host boots again, so each boot has a boot id of its own where that can be had.
cat /proc/sys/kernel/random/uuid >"$root/run/boot-id"
mount --bind "$root/run/boot-id" "$root/proc/sys/kernel/random/boot_id" 2>/dev/null || :
if [ -d /etc/alternatives ]; then
  show /etc/alternatives "$root/etc/alternatives"
fi
for folder in "$@"; do show "$folder" "$root$folder"; done
if [ "$union" = 1 ]; then
  # .union holds upper and work folder of an overlay, which must be in one mount.
  mkdir -p "$root/.union" "$root/nix/store" "$root/nix/var" "$host/nix/.work"
  mount --bind "$host/nix" "$root/.union"
  show /nix/store "$root/.machine-store"
  mount --bind "$host/nix/var" "$root/nix/var"
else
  mount --bind "$host/nix" "$root/nix"
fi

cd "$root"
pivot_root . .old
# Tools of the machine must stay reachable until the union stands.
if [ "$union" = 1 ]; then mount -t overlay -o lowerdir=/.union/store:/.machine-store none /nix/store; fi
cd /
umount -l /.old
rmdir /.old 2>/dev/null || :

shell=$(command -v bash || command -v sh)
trap 'exit 0' USR1
trap 'exit 3' USR2
trap '' TERM HUP INT
echo "ready $pid $shell"
exec >/dev/null 2>&1 </dev/null
# Waiting in the foreground of `wait` lets process 1 reap what others leave behind, and hear its signals.
while :; do
  sleep 100000 &
  wait $! || :
done
