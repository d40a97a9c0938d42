# Lays out one disk for a host of the fleet and mounts it at /mnt. Asks before anything is erased.
#   guided-disk
#
# From the environment
#   BOOT_MIB   size of the boot partition
#   SWAP_GIB   size of a swap partition; 0 makes none
#   ENCRYPT    "yes" puts the root file system into an encrypted device
#
# The labels it gives (boot, nixos, swap) are those that hosts/NAME/hardware-configuration.nix looks for.

if [ "$(id -u)" -ne 0 ]; then
  echo "This needs root: sudo guided-disk" >&2
  exit 1
fi
if [ ! -d /sys/firmware/efi ]; then
  echo "Started by the old BIOS: the fleet's hosts need UEFI. Switch it on in the firmware and start again." >&2
  exit 1
fi
if mountpoint --quiet /mnt; then
  echo "Something is mounted at /mnt already: umount -R /mnt first." >&2
  exit 1
fi

# A disk in use is never offered: this system's own medium, and all that is mounted, swap, or part of something.
in_use() {
  lsblk --noheadings --output MOUNTPOINTS "/dev/$1" | grep -q '[^[:space:]]' && return 0
  lsblk --noheadings --output TYPE "/dev/$1" | grep -qE 'crypt|lvm|raid' && return 0
  return 1
}

disks=()
while read -r name type; do
  if [ "$type" = disk ] && ! in_use "$name"; then
    disks+=("$name")
  fi
done < <(lsblk --nodeps --noheadings --exclude 7,11 --output NAME,TYPE)

if [ ${#disks[@]} -eq 0 ]; then
  echo "There is no disk that is not in use." >&2
  exit 1
fi

echo "Disks that are not in use:"
echo
lsblk --nodeps --output NAME,SIZE,TRAN,MODEL,SERIAL "${disks[@]/#//dev/}"
echo
read -r -p "Which one shall be erased? " name
found=no
for disk in "${disks[@]}"; do
  if [ "$disk" = "$name" ]; then found=yes; fi
done
if [ "$found" = no ]; then
  echo "\"$name\" is not among them. Nothing was changed." >&2
  exit 1
fi
disk=/dev/$name

echo
echo "This is on it now:"
lsblk --output NAME,SIZE,FSTYPE,LABEL "$disk"
echo
echo "It will get: boot ${BOOT_MIB} MiB, swap ${SWAP_GIB} GiB, the rest for nixos (encrypted: $ENCRYPT)."
echo "ALL THAT IS ON $disk NOW WILL BE LOST."
read -r -p "Type \"erase $name\" to go on: " answer
if [ "$answer" != "erase $name" ]; then
  echo "Nothing was changed."
  exit 1
fi

# Asked first, so that nobody waits for a question halfway.
secret=
if [ "$ENCRYPT" = yes ]; then
  read -r -s -p "Passphrase of the disk: " secret
  echo
  read -r -s -p "Once more: " again
  echo
  if [ -z "$secret" ] || [ "$secret" != "$again" ]; then
    echo "They differ, or are empty. Nothing was changed." >&2
    exit 1
  fi
fi

wipefs --all --quiet "$disk"
sgdisk --zap-all "$disk" >/dev/null
sgdisk --new "1:1MiB:+${BOOT_MIB}MiB" --typecode 1:ef00 --change-name 1:boot "$disk" >/dev/null
if [ "$SWAP_GIB" -gt 0 ]; then
  sgdisk --new "2:0:+${SWAP_GIB}GiB" --typecode 2:8200 --change-name 2:swap "$disk" >/dev/null
fi
sgdisk --new 3:0:0 --typecode 3:8300 --change-name 3:nixos "$disk" >/dev/null
partprobe "$disk"
udevadm settle

# nvme0n1p1, but sda1
part() {
  case $name in
  *[0-9]) echo "${disk}p$1" ;;
  *) echo "$disk$1" ;;
  esac
}

mkfs.vfat -F 32 -n boot "$(part 1)" >/dev/null
root=$(part 3)
if [ "$ENCRYPT" = yes ]; then
  printf '%s' "$secret" | cryptsetup luksFormat --type luks2 --label nixos-encrypted --batch-mode --key-file - "$root"
  printf '%s' "$secret" | cryptsetup open --key-file - "$root" root
  root=/dev/mapper/root
fi
mkfs.ext4 -q -L nixos "$root"
if [ "$SWAP_GIB" -gt 0 ]; then
  mkswap --label swap "$(part 2)" >/dev/null
  swapon "$(part 2)"
fi

mount "$root" /mnt
mkdir -p /mnt/boot
mount -o umask=0077 "$(part 1)" /mnt/boot

echo
lsblk --output NAME,SIZE,FSTYPE,LABEL,MOUNTPOINTS "$disk"
echo
if [ "$ENCRYPT" = yes ]; then
  echo "Add to hosts/NAME/hardware-configuration.nix:"
  echo "  boot.initrd.luks.devices.root.device = \"/dev/disk/by-label/nixos-encrypted\";"
fi
echo "Next: nixos-generate-config --root /mnt, or install-host NAME."
