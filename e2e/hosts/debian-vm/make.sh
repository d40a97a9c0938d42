#!/bin/bash
# Makes the disk of a Debian for QEMU, as root: make.sh DIR. DIR then holds disk.img, vmlinuz, initrd.img, the key
# id_ed25519 of its user `deploy` (who has sudo without a password and the nix-daemon), and host_key.pub.
#
# To a deploy it is a NixOS host that nobody has deployed to yet: it runs a system and boots it, and has neither a
# profile nor generations. What its boot loader would start stands in /boot/entry.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=${1:?folder}
root=$dir/root
mkdir -p "$dir"

# libdbi-perl: a virtual package that nix-bin wants by its dependencies, which debootstrap does not see through.
debootstrap --variant=minbase \
  --include=systemd,systemd-sysv,dbus,libpam-systemd,udev,iproute2,procps,openssh-server,sudo,libdbi-perl,nix-bin,nix-setup-systemd,initramfs-tools,linux-image-cloud-amd64 \
  bookworm "$root" >"$dir/debootstrap.log" 2>&1 || {
  tail -n 20 "$dir/debootstrap.log" >&2
  exit 1
}
cp "$root"/boot/vmlinuz-* "$dir/vmlinuz"
cp "$root"/boot/initrd.img-* "$dir/initrd.img"
rm -rf "$root"/var/cache/apt "$root"/var/lib/apt/lists "$root"/usr/share/{doc,man,locale}

echo debian >"$root/etc/hostname"
# sudo wants to know the host by name, and there is nobody to ask.
echo '127.0.0.1 localhost debian' >"$root/etc/hosts"
echo '/dev/vda / ext4 defaults,noatime 0 1' >"$root/etc/fstab"
printf '[Match]\nName=en* eth*\n[Network]\nDHCP=ipv4\n' >"$root/etc/systemd/network/any.network"
in_root() { chroot "$root" env -i HOME=/root USER=root PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
in_root systemctl enable --quiet systemd-networkd.service
# What a machine that lives for minutes can do without, and an emulated processor is long about.
in_root systemctl mask --quiet systemd-networkd-wait-online.service apt-daily.timer apt-daily-upgrade.timer \
  e2scrub_reap.service e2scrub_all.timer systemd-logind.service modprobe@.service kmod-static-nodes.service \
  sys-kernel-debug.mount sys-kernel-tracing.mount sys-kernel-config.mount dev-hugepages.mount dev-mqueue.mount \
  systemd-network-generator.service
in_root useradd --create-home --shell /bin/bash --groups nix-users deploy
echo 'deploy ALL=(ALL:ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/deploy"
chmod 440 "$root/etc/sudoers.d/deploy"
printf 'experimental-features = nix-command flakes\nsandbox = false\nsubstituters =\ntrusted-users = root deploy\n' \
  >"$root/etc/nix/nix.conf"
ssh-keygen -q -t ed25519 -N '' -C deploy -f "$dir/id_ed25519"
install -d -m 700 "$root/home/deploy/.ssh"
cp "$dir/id_ed25519.pub" "$root/home/deploy/.ssh/authorized_keys"
in_root chown -R deploy:deploy /home/deploy
cp "$root/etc/ssh/ssh_host_ed25519_key.pub" "$dir/host_key.pub"

mkdir -p "$root/tmp/nixos-system-debian-25.11.first/bin"
cp "$here/switch-to-configuration" "$root/tmp/nixos-system-debian-25.11.first/bin/"
chmod 755 "$root/tmp/nixos-system-debian-25.11.first/bin/switch-to-configuration"
printf 25.11.first >"$root/tmp/nixos-system-debian-25.11.first/nixos-version"
echo good >"$root/tmp/nixos-system-debian-25.11.first/behaviour"
printf '[Service]\nExecStart=/bin/sleep infinity\n' >"$root/tmp/nixos-system-debian-25.11.first/demo.service"
in_root nix-store --add /tmp/nixos-system-debian-25.11.first >"$root/boot/entry"
rm -rf "$root/tmp/nixos-system-debian-25.11.first"

# What a boot does on NixOS before anybody can log in.
cat >"$root/etc/systemd/system/boot-entry.service" <<'U'
[Unit]
Before=ssh.service
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'ln -sfn "$(cat /boot/entry)" /run/current-system; ln -sfn "$(cat /boot/entry)" /run/booted-system; cp /run/current-system/demo.service /run/systemd/system/; systemctl daemon-reload; systemctl start --no-block demo.service'
[Install]
WantedBy=multi-user.target
U
in_root systemctl enable --quiet boot-entry.service

truncate -s 2G "$dir/disk.part"
mke2fs -q -t ext4 -E root_owner=0:0,lazy_itable_init=1 -d "$root" "$dir/disk.part"
mv "$dir/disk.part" "$dir/disk.img"
rm -rf --one-file-system "$root"
