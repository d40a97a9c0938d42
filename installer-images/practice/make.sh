#!/bin/bash
# Makes the practice image: a small installer that really boots, on BIOS and UEFI, in a virtual machine. Needs Debian's
# package archive for amd64 and no root.
#
#   make.sh OUT NAME [--key FILE]... [--host-key FILE] [--fleet TAR] [--cache DIR] [--check]
#
#   OUT         folder that is made; holds NAME-practice.img, its .sha256 and .bmap, and host_key.pub at the end.
#               The image is also the private half of that key: it is readable by the user alone.
#   NAME        of the host that it installs; its login prints it
#   --key       public keys, one a line, of those who may log in as root over SSH
#   --host-key  private ed25519 key that the image proves itself with; made where there is none
#   --fleet     archive (tar) of the fleet, which the image carries in /etc/snowfleet/fleet
#   --cache     where packages are kept between two makings
#   --check     only tells what is missing, and makes nothing
#
# The same packages, name, keys and fleet make the same bytes. Says `@step ID` before each step. Exit: 0 made; 3
# cannot be made here, standard error says why and what helps; else failed, and OUT is not there.
#
# The disk: GPT; 1 MiB for GRUB of BIOS; an EFI system partition with GRUB of UEFI, kernel and initrd. All of the system
# is in the initrd, so that the stick is read once.
set -euo pipefail
export LC_ALL=C TZ=UTC
umask 022
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PATH=$PATH:/usr/sbin:/sbin

PACKAGES=(linux-image-cloud-amd64 openssh-server openssh-client nix-bin bash dash util-linux e2fsprogs dosfstools fdisk
  busybox-static kmod mount grub-pc-bin grub-efi-amd64-bin grub-common mtools cpio zstd cryptsetup-bin)
PROGRAMS=(usr/bin/bash usr/bin/dash usr/bin/nix usr/sbin/sshd usr/bin/ssh usr/bin/ssh-keygen usr/bin/lsblk
  usr/sbin/blkid usr/sbin/wipefs usr/bin/findmnt usr/sbin/sfdisk usr/sbin/mke2fs usr/sbin/mkfs.fat
  usr/sbin/cryptsetup usr/bin/setpriv usr/bin/partx usr/bin/mount usr/bin/umount)
MODULES='virtio_pci virtio_mmio virtio_net virtio_blk virtio_scsi virtio_rng virtio_console sd_mod nvme ena gve vmxnet3 hv_netvsc hid_generic vfat
  nls_ascii nls_cp437 nls_utf8 loop ext4 dm_crypt xts cbc essiv algif_skcipher algif_hash sha256_generic aesni_intel efivarfs'

say_missing() {
  printf '%s\n' "$@" >&2
  exit 3
}

check_machine() {
  [ "$(uname -m)" = x86_64 ] || say_missing "The practice image is made for x86_64, and this machine is $(uname -m)."
  local id=''
  # shellcheck disable=SC1091
  if [ -r /etc/os-release ]; then id=$(. /etc/os-release && printf '%s' "${ID:-}"); fi
  [ "$id" = debian ] || say_missing "The practice image is made of Debian's packages, and this machine runs ${id:-an unknown system}." \
    "Make it on Debian, or build the image of a host with Nix."
  local absent=() program
  for program in apt-get dpkg-deb ssh-keygen sha256sum; do
    command -v "$program" >/dev/null || absent+=("$program")
  done
  [ ${#absent[@]} = 0 ] || say_missing "Programs are missing: ${absent[*]}." \
    "Install them: sudo apt-get install apt dpkg openssh-client coreutils"
}

out='' name='' host_key='' fleet='' cache='' check='' keys=()
while [ $# -gt 0 ]; do
  case $1 in
  --key) keys+=("$2") && shift ;;
  --host-key) host_key=$2 && shift ;;
  --fleet) fleet=$2 && shift ;;
  --cache) cache=$2 && shift ;;
  --check) check=yes ;;
  -*) echo "no such option: $1" >&2 && exit 2 ;;
  *) if [ -z "$out" ]; then out=$1; else name=$1; fi ;;
  esac
  shift
done
check_machine
[ -z "$check" ] || exit 0
case $name in
'' | *[!A-Za-z0-9-]* | -*) echo "not the name of a host: $name" >&2 && exit 2 ;;
esac
[ ! -e "$out" ] || { echo "$out is there already" >&2 && exit 2; }

work=$out.making
rm -rf "$work"
mkdir -p "$work"
chmod 700 "$work"
trap 'rm -rf "$work"' EXIT
cache=$(mkdir -p "${cache:-$work/cache}" && cd "${cache:-$work/cache}" && pwd)

echo @step packages
# As if nothing were installed, so that everything they need comes along.
mkdir -p "$cache/partial"
: >"$work/status"
apt=(-q -y -o "Dir::State::status=$work/status" -o "Dir::Cache::archives=$cache" -o "Dir::Cache::pkgcache=" -o "Dir::Cache::srcpkgcache="
  -o Debug::NoLocking=1 -o APT::Install-Recommends=false -o APT::Sandbox::User= -o APT::Architecture=amd64)
if ! apt-get "${apt[@]}" --download-only install "${PACKAGES[@]}" >"$work/apt.log" 2>&1; then
  tail -n 5 "$work/apt.log" >&2
  say_missing "Debian's packages could not be had." "Look whether this works: sudo apt-get update"
fi
# Which of what is kept belongs to this image: old versions stay in the cache.
apt-get "${apt[@]}" --simulate install "${PACKAGES[@]}" | sed -n 's/^Inst \([^ ]*\) (\([^ ]*\) .*/\1 \2/p' | sort >"$work/packages"

echo @step unpack
tree=$work/tree
mkdir -p "$tree"/usr/{bin,sbin,lib,lib64}
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$tree/$folder"; done
while read -r package version; do
  file=$(find "$cache" -maxdepth 1 -name "${package}_${version//:/%3a}_*.deb" | head -n 1)
  [ -n "$file" ] || { echo "not there: $package $version" >&2 && exit 1; }
  dpkg-deb --fsys-tarfile "$file" | tar -x -C "$tree" --keep-directory-symlink --no-same-owner \
    --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/locale' --exclude='./usr/share/i18n'
done <"$work/packages"

libraries=$tree/usr/lib/x86_64-linux-gnu:$tree/usr/lib/x86_64-linux-gnu/systemd:$tree/usr/lib
linker=$tree/usr/lib64/ld-linux-x86-64.so.2
[ -e "$linker" ] || linker=$(readlink -f "$tree/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")
# A program of the packages, with their own libraries: what this machine has need not fit.
tool() { # PROGRAM WORD...
  local program=$1
  shift
  "$linker" --library-path "$libraries" "$tree/usr/$program" "$@"
}

echo @step system
root=$work/root
mkdir -p "$root"/usr/{bin,sbin,lib,lib64,libexec} "$root"/{dev,proc,sys,run,tmp,var/lib,var/log,var/empty,nix,mnt,boot} "$root"/root/.ssh
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
cp -r "$here/root/." "$root/"
chmod 755 "$root/init" "$root"/usr/libexec/* "$root"/usr/bin/nixos-*
for program in "${PROGRAMS[@]}"; do
  cp -L "$tree/$program" "$root/$program"
  "$linker" --library-path "$libraries" --list "$tree/$program" | sed -n 's/.* => \([^ ]*\) .*/\1/p' >>"$work/needed"
done
sort -u "$work/needed" | while read -r library; do
  target=$root/usr/lib/x86_64-linux-gnu/${library##*/}
  mkdir -p "${target%/*}"
  [ -e "$target" ] || cp -L "$library" "$target"
done
mkdir -p "$root/usr/lib/x86_64-linux-gnu"
cp -L "$linker" "$root/usr/lib64/ld-linux-x86-64.so.2"
# Loaded by name, so that no program says it needs them.
for also in libgcc_s.so.1 libnss_dns.so.2 libnss_files.so.2; do cp -L "$tree/usr/lib/x86_64-linux-gnu/$also" "$root/usr/lib/x86_64-linux-gnu/"; done
cp "$tree/usr/bin/busybox" "$root/usr/bin/busybox"
ln -s dash "$root/usr/bin/sh"
# Where the kernel looks for it.
ln -s ../bin/busybox "$root/usr/sbin/modprobe"
ln -s mke2fs "$root/usr/sbin/mkfs.ext4"
ln -s mkfs.fat "$root/usr/sbin/mkfs.vfat"
for link in nix-store nix-daemon nix-env nix-build nix-collect-garbage nix-copy-closure nix-instantiate nix-channel nix-hash; do
  ln -s nix "$root/usr/bin/$link"
done
# What the real programs do not do, busybox does.
"$tree/usr/bin/busybox" --list | while read -r applet; do
  [ -e "$root/usr/bin/$applet" ] || [ -e "$root/usr/sbin/$applet" ] || [ -L "$root/usr/bin/$applet" ] ||
    [ -L "$root/usr/sbin/$applet" ] || ln -s busybox "$root/usr/bin/$applet"
done
echo "$name" >"$root/etc/hostname"
printf '127.0.0.1 localhost %s\n::1 localhost\n' "$name" >"$root/etc/hosts"
for file in "${keys[@]}"; do cat "$file"; done >"$root/root/.ssh/authorized_keys"
chmod 700 "$root/root/.ssh" "$root/root"
chmod 600 "$root/root/.ssh/authorized_keys"
if [ -n "$host_key" ]; then
  install -m 600 "$host_key" "$root/etc/ssh/ssh_host_ed25519_key"
else
  ssh-keygen -q -t ed25519 -N '' -C "$name installer" -f "$root/etc/ssh/ssh_host_ed25519_key"
fi
ssh-keygen -y -f "$root/etc/ssh/ssh_host_ed25519_key" >"$root/etc/ssh/ssh_host_ed25519_key.pub"
if [ -n "$fleet" ]; then
  mkdir -p "$root/etc/snowfleet/fleet"
  tar -x -C "$root/etc/snowfleet/fleet" --no-same-owner -f "$fleet"
fi
mkdir -p "$root/etc/snowfleet"
printf '%s\t-\t-\t-\n' "$name" >"$root/etc/snowfleet/hosts"
"$here/../wizard/assemble.sh" >"$root/usr/bin/snowfleet-install"
chmod 755 "$root/usr/bin/snowfleet-install"

release=$(basename "$tree"/usr/lib/modules/*)
modules=$root/usr/lib/modules/$release
mkdir -p "$modules"
depmod() { (exec -a depmod "$linker" --library-path "$libraries" --argv0 depmod "$tree/usr/bin/kmod" "$@"); }
depmod -b "$tree" "$release"
cp "$tree/usr/lib/modules/$release"/modules.{builtin,builtin.modinfo,order} "$modules/"
for module in $MODULES; do
  grep -E "/${module//_/[-_]}\.ko:" "$tree/usr/lib/modules/$release/modules.dep" | tr -d : | tr ' ' '\n' || :
done | sort -u | while read -r module; do
  [ -n "$module" ] || continue
  mkdir -p "$modules/${module%/*}"
  cp "$tree/usr/lib/modules/$release/$module" "$modules/$module"
done
depmod -b "$root" "$release"

echo @step pack
# The time of the newest package of it: one that is the same at each making, and not in 1970.
epoch=$(stat -c %Y "$tree/boot/vmlinuz-$release")
export SOURCE_DATE_EPOCH=$epoch
find "$root" -exec touch -h -d "@$epoch" {} +
(cd "$root" && find . | sort | tool bin/cpio --create --format=newc --owner=0:0 --reproducible --quiet) >"$work/initrd.cpio"
tool bin/zstd -q -15 -T2 "$work/initrd.cpio" -o "$work/initrd"
rm "$work/initrd.cpio"

echo @step loaders
id=$( (cat "$work/initrd" && echo "$name") | sha256sum | cut -c 1-32)
guid() { # NUMBER: one of this image
  printf '%s' "$id $1" | sha256sum | sed 's/^\(........\)\(....\).\(...\).\(...\)\(............\).*/\1-\2-4\3-a\4-\5/'
}
cat >"$work/early.cfg" <<GRUB
search --no-floppy --file --set=root /snowfleet/$id
configfile (\$root)/snowfleet/grub.cfg
GRUB
sed "s/@NAME@/$name/" "$here/grub.cfg" >"$work/grub.cfg"
grub_modules='part_gpt part_msdos fat normal configfile search search_fs_file linux echo serial terminal sleep minicmd'
# shellcheck disable=SC2086
tool bin/grub-mkimage -O x86_64-efi -d "$tree/usr/lib/grub/x86_64-efi" -p /snowfleet -c "$work/early.cfg" \
  -o "$work/BOOTX64.EFI" $grub_modules efi_gop efi_uga all_video
# shellcheck disable=SC2086
tool bin/grub-mkimage -O i386-pc -d "$tree/usr/lib/grub/i386-pc" -p /snowfleet -c "$work/early.cfg" \
  -o "$work/core.img" $grub_modules biosdisk

echo @step write
vmlinuz=$tree/boot/vmlinuz-$release
cp "$vmlinuz" "$work/vmlinuz"
: >"$work/$id"
touch -d "@$epoch" "$work"/{vmlinuz,initrd,BOOTX64.EFI,grub.cfg,"$id"}
bytes=$(stat -L -c %s "$work"/{vmlinuz,initrd,BOOTX64.EFI} | awk '{ sum += $1 } END { print sum }')
# FAT32 begins at some 33 MiB; its tables and folders need less than 4.
esp_mib=$((bytes / 1048576 + 5))
[ "$esp_mib" -ge 40 ] || esp_mib=40
truncate -s "${esp_mib}M" "$work/esp"
tool sbin/mkfs.fat -F 32 --invariant -i "$(printf %.8s "$id")" -n SNOWFLEET "$work/esp" >/dev/null
export MTOOLS_SKIP_CHECK=1
mtools() { tool bin/mtools -c "$@"; }
mtools mmd -i "$work/esp" ::/EFI ::/EFI/BOOT ::/snowfleet
mtools mcopy -m -i "$work/esp" "$work/BOOTX64.EFI" ::/EFI/BOOT/BOOTX64.EFI
mtools mcopy -m -i "$work/esp" "$work/vmlinuz" "$work/initrd" "$work/grub.cfg" "$work/$id" ::/snowfleet/

core_lba=2048 esp_lba=4096
esp_sectors=$((esp_mib * 2048))
image=$work/$name-practice.img
truncate -s $(((esp_lba + esp_sectors) * 512 + 1048576)) "$image"
chmod 600 "$image"
tool sbin/sfdisk --quiet --no-reread --no-tell-kernel "$image" <<TABLE
label: gpt
label-id: $(guid disk)
start=$core_lba, size=2048, type=21686148-6449-6E6F-744E-656564454649, uuid=$(guid bios), name="snowfleet-bios"
start=$esp_lba, size=$esp_sectors, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, uuid=$(guid esp), name="snowfleet"
TABLE

put() { # FILE BYTE-OFFSET [BYTES]
  dd if="$1" of="$image" bs=1M oflag=seek_bytes seek="$2" ${3:+iflag=count_bytes count="$3"} conv=notrunc status=none
}
little() { # NUMBER BYTES: in the order of the processor
  local number=$1 count=$2 text=''
  while [ "$count" -gt 0 ]; do
    text+=$(printf '\\x%02x' $((number & 255)))
    number=$((number >> 8)) count=$((count - 1))
  done
  # shellcheck disable=SC2059
  printf "$text"
}
# GRUB's first sector loads one more by its number, and that one the rest: as grub-bios-setup leaves them.
[ "$(stat -c %s "$work/core.img")" -le 1048576 ] || { echo 'GRUB is too large' >&2 && exit 1; }
core_sectors=$((($(stat -c %s "$work/core.img") + 511) / 512))
put "$tree/usr/lib/grub/i386-pc/boot.img" 0 440
little "$core_lba" 8 >"$work/piece"
put "$work/piece" $((0x5c))
put "$work/core.img" $((core_lba * 512))
{ little $((core_lba + 1)) 8 && little $((core_sectors - 1)) 2 && little $((0x820)) 2; } >"$work/piece"
put "$work/piece" $((core_lba * 512 + 0x1f4))
put "$work/esp" $((esp_lba * 512))

echo @step checksums
sha256=$(sha256sum "$image" | cut -d ' ' -f 1)
echo "$sha256  ${image##*/}" >"$image.sha256"
"$here/block-map.sh" "$image" 0 $((core_lba * 512 + core_sectors * 512)) $((esp_lba * 512)) $((esp_sectors * 512)) \
  $(($(stat -c %s "$image") - 33 * 512)) $((33 * 512)) >"$image.bmap"
cp "$root/etc/ssh/ssh_host_ed25519_key.pub" "$work/host_key.pub"

mkdir "$work/done"
mv "$image" "$image.sha256" "$image.bmap" "$work/host_key.pub" "$work/done/"
mv "$work/done" "$out"
