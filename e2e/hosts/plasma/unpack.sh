#!/bin/bash
# unpack.sh ROOT
# Makes ROOT a folder that KWin and Plasma of Debian's unstable suite run in with chroot. Packages come from the archive that
# this machine's own list names, and are unpacked beside the system: its packages and their state are not touched.
# Needs root, apt, dpkg-deb, about 2 GB and a few minutes. Does nothing where ROOT is complete.
set -euo pipefail

root=$1
[ ! -e "$root/complete" ] || exit 0

archive=$(awk '$1 == "URIs:" { print $2; exit }' /etc/apt/sources.list.d/debian.sources)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{state/lists/partial,cache/archives/partial} "$root"
: >"$work/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive sid main" >"$work/sources.list"

apt() {
  apt-get -o Dir::State="$work/state" -o Dir::State::status="$work/status" -o Dir::Cache="$work/cache" \
    -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::preferencesparts=/dev/null -o APT::Install-Recommends=false -o Acquire::Languages=none \
    -o APT::Sandbox::User=root -o Debug::NoLocking=1 -qq "$@"
}

apt update
# An empty list of what is installed makes apt fetch every library too.
apt -y --download-only install \
  base-files bash coreutils sed grep gawk util-linux procps libc-bin python3-minimal \
  dbus dbus-daemon dbus-bin qdbus-qt6 \
  kwin-wayland plasma-workspace plasma-desktop kactivitymanagerd \
  kde-style-breeze kde-style-breeze-data breeze-icon-theme plasma-workspace-wallpapers fonts-noto-core fonts-inter foot sway grim >/dev/null

# The links of the merged /usr come first.
for package in "$work"/cache/archives/base-files*.deb "$work"/cache/archives/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --keep-directory-symlink
done

echo 'root:x:0:0:root:/tmp/home:/bin/bash' >"$root/etc/passwd"
echo 'root:x:0:' >"$root/etc/group"
printf '%032d\n' 1 >"$root/etc/machine-id"
chroot "$root" ldconfig
touch "$root/complete"
