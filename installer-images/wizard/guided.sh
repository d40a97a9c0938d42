
# The guided layouts: one disk, GPT, that starts from BIOS and from UEFI. Labels are those that the fleet's hosts look for.

part() { # NUMBER: nvme0n1p1 and loop0p1, but sda1
  case $disk in
  *[0-9]) printf '%sp%s' "$disk" "$1" ;;
  *) printf '%s%s' "$disk" "$1" ;;
  esac
}

wait_for() { # DEVICE: the kernel takes a moment after the table was written
  [ -z "$dry" ] || return 0
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ ! -b "$1" ] || return 0
    sleep 0.5 2>/dev/null || sleep 1
  done
  give_up "$1 does not appear."
}

write_table() {
  [ -n "$dry" ] || erased=yes
  run wipefs -aq "$disk"
  if [ -n "$dry" ]; then
    say "+ sfdisk $disk: 1 MiB BIOS boot, 1 GiB EFI system, the rest"
  else
    sfdisk -q --wipe-partitions always "$disk" <<TABLE || give_up 'The partition table could not be written.'
label: gpt
size=1MiB, type=21686148-6449-6E6F-744E-656564454649, name="bios"
size=1GiB, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name="boot"
type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name="nixos"
TABLE
  fi
  # Kernels that read no such table by themselves are told of it.
  if [ -z "$dry" ] && [ ! -b "$(part 3)" ] && have partx; then partx -u "$disk" 2>/dev/null; fi
  wait_for "$(part 3)"
  run wipefs -aq "$(part 2)"
  run wipefs -aq "$(part 3)"
  run mkfs.vfat -F 32 -n boot "$(part 2)"
}

with_secret() { # COMMAND...: reads the passphrase from standard input
  if [ -n "$dry" ]; then
    run "$@"
  else
    printf '%s' "$secret" | "$@" || give_up "This failed: $1"
  fi
}

mount_boot() {
  run mkdir -p "$target/boot"
  run mount -t vfat -o umask=0077 "$(part 2)" "$target/boot"
}

lay_ext4() {
  write_table
  root=$(part 3)
  if [ "$encrypt" = yes ]; then
    with_secret cryptsetup luksFormat --type luks2 --label nixos-encrypted --batch-mode --key-file - "$root"
    with_secret cryptsetup open --key-file - "$root" cryptroot
    root=/dev/mapper/cryptroot
  fi
  run mkfs.ext4 -q -F -L nixos "$root"
  run mkdir -p "$target"
  run mount -t ext4 -o noatime "$root" "$target"
  mount_boot
}

lay_zfs() {
  write_table
  set -- -f -o ashift=12 -o autotrim=on -O acltype=posixacl -O atime=off -O canmount=off -O compression=zstd -O mountpoint=none \
    -O xattr=sa -R "$target"
  if [ "$encrypt" = yes ]; then
    with_secret zpool create "$@" -O encryption=aes-256-gcm -O keyformat=passphrase -O keylocation=prompt rpool "$(part 3)"
  else
    run zpool create "$@" rpool "$(part 3)"
  fi
  # Space nobody can use up: a pool that is full to the last block is hard to empty.
  run zfs create -o canmount=off -o refreservation=1G rpool/reserved
  run mkdir -p "$target"
  for one in root nix home var; do
    run zfs create -o mountpoint=legacy "rpool/$one"
    case $one in
    root) where=$target ;;
    *) where=$target/$one && run mkdir -p "$where" ;;
    esac
    run mount -t zfs "rpool/$one" "$where"
  done
  mount_boot
}

# The host's own layout, as disko makes it: it erases its disks and mounts them at /mnt.
lay_host() {
  [ -n "$dry" ] || erased=yes
  run "$layout_script"
}
