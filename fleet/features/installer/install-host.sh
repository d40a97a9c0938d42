# Installs a host of the fleet on what is mounted at /mnt.
#   install-host          names the hosts
#   install-host NAME

fleet=/etc/fleet
name=${1:-}

if [ -z "$name" ]; then
  echo "Hosts of this fleet:"
  for path in "$fleet"/hosts/*/; do
    echo "  $(basename "$path")"
  done
  exit 0
fi
if [ ! -d "$fleet/hosts/$name" ]; then
  echo "The fleet has no host \"$name\"." >&2
  exit 1
fi
if ! mountpoint --quiet /mnt || ! mountpoint --quiet /mnt/boot; then
  echo "Mount the disk at /mnt and its boot partition at /mnt/boot first: guided-disk does." >&2
  exit 1
fi

# A copy that can be changed, and that the installed host keeps.
if [ ! -e /mnt/etc/nixos/flake.nix ]; then
  mkdir -p /mnt/etc/nixos
  cp --recursive --dereference --no-preserve=mode,ownership "$fleet/." /mnt/etc/nixos
fi
nixos-generate-config --root /mnt --show-hardware-config >"/mnt/etc/nixos/hosts/$name/hardware-configuration.nix"
echo "hosts/$name/hardware-configuration.nix is this computer's now."

# The host's own key, so that its secrets can be encrypted to it before it starts for the first time.
key=/mnt/etc/ssh/ssh_host_ed25519_key
if [ ! -e "$key" ]; then
  mkdir -p /mnt/etc/ssh
  ssh-keygen -q -t ed25519 -N "" -C "root@$name" -f "$key"
fi
echo
echo "Its public key, for secrets/secrets.nix (then agenix -r, and copy the .age files here):"
cat "$key.pub"
echo
read -r -p "Install $name now? [y/N] " answer
case $answer in
y | Y) ;;
*)
  echo "Go on later with: install-host $name"
  exit 0
  ;;
esac

nixos-install --root /mnt --flake "/mnt/etc/nixos#$name" --no-root-password
echo "Done: take the medium out and reboot. The fleet's copy is in /etc/nixos on the host."
