# Starts the host again if its newest system has another kernel than the one that runs, and nobody minds.
#   reboot-window MINUTES EVEN_IF_USED

minutes=$1
even_if_used=$2

differs=no
for part in kernel initrd kernel-modules; do
  booted=$(readlink -f "/run/booted-system/$part")
  next=$(readlink -f "/nix/var/nix/profiles/system/$part")
  if [ "$booted" != "$next" ]; then
    differs=yes
  fi
done
if [ "$differs" = no ]; then
  echo "The newest kernel runs already."
  exit 0
fi

# Deploys, updates and backups hold a lock against being interrupted.
for unit in auto-update.service restic-backups-nightly.service nixos-rebuild-switch-to-configuration.service; do
  if systemctl is-active --quiet "$unit" || [ "$(systemctl show --property ActiveState --value "$unit")" = activating ]; then
    echo "Not now: $unit is at work."
    exit 0
  fi
done
if systemd-inhibit --list --no-legend --mode=block | grep -qE '\bshutdown\b'; then
  echo "Not now: something asked not to be shut down."
  exit 0
fi
if [ "$even_if_used" = no ] && [ -n "$(loginctl list-sessions --no-legend)" ]; then
  echo "Not now: somebody is logged in."
  exit 0
fi

shutdown --reboot "+$minutes" "A new kernel is installed: starting again in $minutes minutes. \"shutdown -c\" calls it off."
