# Tells what this computer has, and what the fleet's host for it should say.
#   hardware-report [FOLDER]    with a folder: hardware-configuration.nix is written there, too

folder=${1:-}
makers=()

heading() {
  printf '\n== %s ==\n' "$1"
}

heading "Computer"
for what in system-manufacturer system-product-name system-serial-number bios-version; do
  printf '%-22s %s\n' "$what" "$(dmidecode --string "$what" 2>/dev/null | head -n 1)"
done

heading "Processor and memory"
lscpu | grep -E '^(Model name|CPU\(s\)|Virtualization):' || true
awk '/^MemTotal:/ { printf "Memory: %.1f GiB\n", $2 / 1048576 }' /proc/meminfo
case $(lscpu) in
*GenuineIntel*) makers+=(intel) ;;
*AuthenticAMD*) makers+=(amd) ;;
esac

heading "Graphics"
cards=$(lspci -nn | grep -E 'VGA|3D|Display' || true)
printf '%s\n' "${cards:-none}"
case $cards in *"[10de:"*) makers+=(nvidia) ;; esac
case $cards in *"[1002:"*) makers+=(amd) ;; esac
case $cards in *"[8086:"*) makers+=(intel) ;; esac

heading "Disks"
lsblk --nodeps --exclude 7,11 --output NAME,SIZE,ROTA,TRAN,MODEL,SERIAL

heading "Network"
for path in /sys/class/net/*; do
  name=${path##*/}
  if [ "$name" = lo ]; then continue; fi
  kind=cable
  if [ -d "$path/wireless" ]; then kind=wireless; fi
  printf '%-12s %-9s %s\n' "$name" "$kind" "$(cat "$path/address")"
done

heading "Start"
if [ -d /sys/firmware/efi ]; then
  echo "UEFI"
  find /sys/firmware/efi/efivars -name 'SecureBoot-*' -exec od -An -tu1 -j4 -N1 {} \; | awk '{ print "Secure Boot: " ($1 ? "on: switch it off to install" : "off") }'
else
  echo "Old BIOS: switch to UEFI in the firmware, the fleet's hosts start with systemd-boot."
fi
if [ -e /sys/class/tpm/tpm0 ]; then echo "TPM: $(cat /sys/class/tpm/tpm0/tpm_version_major 2>/dev/null || echo 1)"; else echo "TPM: none"; fi

heading "For hosts/NAME/default.nix"
mapfile -t makers < <(printf '%s\n' "${makers[@]}" | sort -u)
echo "snowfleet.host.hardware = [$(printf ' "%s"' "${makers[@]}") ];"

if [ -n "$folder" ]; then
  nixos-generate-config --show-hardware-config --no-filesystems >"$folder/hardware-configuration.nix"
  echo
  echo "$folder/hardware-configuration.nix is written: put it into hosts/NAME/, and add the fileSystems there."
fi
