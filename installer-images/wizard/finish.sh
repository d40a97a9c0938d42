
# The host keeps the key that the installer showed, so that whoever compared it once knows the host, and secrets that
# were encrypted to it can be read from the first start.
keep_host_key() {
  [ -r /etc/ssh/ssh_host_ed25519_key ] || return 0
  run mkdir -p "$target/etc/ssh"
  run cp /etc/ssh/ssh_host_ed25519_key /etc/ssh/ssh_host_ed25519_key.pub "$target/etc/ssh/"
  run chmod 600 "$target/etc/ssh/ssh_host_ed25519_key"
}

# A copy of the fleet that can be changed, and that the host keeps.
copy_fleet() {
  run mkdir -p "$target/etc/nixos"
  run cp -RL "$etc/fleet/." "$target/etc/nixos/"
  run chmod -R u+w "$target/etc/nixos"
}

write_hardware() {
  file=$(find "$etc/fleet/" -path "*/$host/hardware-configuration.nix" 2>/dev/null | head -n 1)
  if [ -z "$file" ] || ! have nixos-generate-config; then
    say "What this computer has was not written down: $host has no hardware-configuration.nix of its own."
    return
  fi
  file=$target/etc/nixos/${file#"$etc/fleet/"}
  if [ -n "$dry" ]; then
    say "+ nixos-generate-config --root $target --show-hardware-config > $file"
    return
  fi
  nixos-generate-config --root "$target" --show-hardware-config >"$file.new" || give_up 'nixos-generate-config failed.'
  run mv "$file.new" "$file"
  say "${file#"$target"} is this computer's now."
}

install_system() {
  head_line "Installing $host"
  keep_host_key
  copy_fleet
  if [ "$layout" = host ]; then
    # It tells its file systems itself, and what is on board was built for it.
    if [ "$system" = - ]; then set -- --flake "$target/etc/nixos#$host"; else set -- --system "$system"; fi
  else
    write_hardware
    set -- --flake "$target/etc/nixos#$host"
  fi
  run nixos-install --root "$target" "$@" --no-root-password --no-channel-copy
  run sync
  head_line 'Done'
  if [ -n "$dry" ]; then
    say 'Nothing was changed: these were the commands.'
    return
  fi
  say "$host is installed. Take the medium out and start again: reboot"
}
