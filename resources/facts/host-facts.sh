#!/bin/sh
# What a host says of itself: read by Snowfleet over SSH when it connects, and slowly after.
#
# It changes nothing, asks nothing, and needs no root. Each fact stands on its own: one that cannot be had is left
# out, and the others come all the same. What may hang (file systems, other programs) comes last and has a limit.
# Nothing it does wakes a sleeping graphics card or keeps a disk from going to sleep.
#
# Written for any POSIX sh, with what NixOS has on PATH, and for busybox. For tests, $1 is put before /proc, /sys, /run,
# /nix and /boot, and $2 is the limit in seconds; on a host both are absent.
#
# Output: the line `snowfleet-facts 1`; then `NAME<tab>FIELD<tab>...` a line; the last line is `end`.
# src/main/facts/parse.ts reads it. A line it does not know is no error there, so lines may be added.

exec 2>/dev/null </dev/null
LC_ALL=C
PATH=$PATH:/run/current-system/sw/bin:/usr/bin:/bin:/usr/sbin:/sbin
export LC_ALL PATH
root=${1-}
limit=${2-4}
tab='	'
profiles=$root/nix/var/nix/profiles

# say NAME FIELD...
say() {
  line=$1
  shift
  for field in "$@"; do line=$line$tab$field; done
  printf '%s\n' "$line"
}

# first FILE: its first line in $value, without a process of its own; false where there is none
first() {
  value=
  [ -r "$1" ] || return 1
  IFS= read -r value <"$1" || [ -n "$value" ]
}

# limited COMMAND...: at most a few seconds, where the host can count them
if command -v timeout >/dev/null; then
  limited() { timeout "$limit" "$@"; }
else
  limited() { "$@"; }
fi

# is_asleep DEVICE: reading from it would wake it
is_asleep() {
  first "$1/power/runtime_status" && case $value in suspended | suspending) return 0 ;; esac
  return 1
}

fact_clock() {
  synchronised=unknown
  if [ -e "$root/run/systemd/timesync/synchronized" ]; then synchronised=yes; fi
  say clock "$(date +%s)" "$synchronised"
}

fact_kernel() {
  if first "$root/proc/uptime"; then say uptime "${value%% *}"; fi
  if first "$root/proc/loadavg"; then say load "$value"; fi
  if first "$root/sys/devices/system/cpu/online"; then say processors "$value"; fi
  if first "$root/proc/sys/kernel/random/boot_id"; then say boot-id "$value"; fi
  if first "$root/proc/sys/kernel/osrelease"; then say kernel "$value" "$(uname -m)"; fi
  if first "$root/proc/sys/kernel/hostname"; then say host-name "$value"; fi
}

fact_memory() {
  while read -r key amount unit; do
    case $key in
    MemTotal: | MemAvailable: | SwapTotal: | SwapFree:) say memory "${key%:}" "$amount" "$unit" ;;
    esac
  done <"$root/proc/meminfo"
}

fact_system() {
  running=$(readlink "$root/run/current-system")
  booted=$(readlink "$root/run/booted-system")
  running=${running#"$root"}
  booted=${booted#"$root"}
  link=$(readlink "$profiles/system")
  say running "$running"
  say booted "$booted"
  say profile "$link" "$(readlink "$profiles/$link")"
  if first "$root/run/current-system/nixos-version"; then say nixos-version "$value"; fi
  for part in kernel initrd kernel-modules; do
    say part "$part" "$(readlink "$root/run/booted-system/$part")" "$(readlink "$root/run/current-system/$part")"
  done
  # One process for any number of generations; only those that run or were booted are told.
  # shellcheck disable=SC2012 # the names that matter are plain, and find(1) cannot print links everywhere
  ls -l "$profiles" |
    sed -n "s/^.* system-\([0-9][0-9]*\)-link -> \(.*\)\$/generation$tab\1$tab\2/p" |
    grep -F -e "$tab${running:-none}" -e "$tab${booted:-none}"
}

fact_graphics() {
  for device in "$root"/sys/bus/pci/devices/*; do
    first "$device/class" || continue
    case $value in 0x03*) ;; *) continue ;; esac
    slot=${device##*/}
    vendor='' product='' busy='' memory='' used='' model='' state=awake
    if first "$device/vendor"; then vendor=$value; fi
    if first "$device/device"; then product=$value; fi
    driver=$(readlink "$device/driver")
    if is_asleep "$device"; then
      state=asleep
    else
      if first "$device/gpu_busy_percent"; then busy=$value; fi
      if first "$device/mem_info_vram_total"; then memory=$value; fi
      if first "$device/mem_info_vram_used"; then used=$value; fi
    fi
    # What udev has looked up already.
    if [ -r "$root/run/udev/data/+pci:$slot" ]; then
      while IFS= read -r property; do
        case $property in E:ID_MODEL_FROM_DATABASE=*) model=${property#*=} ;; esac
      done <"$root/run/udev/data/+pci:$slot"
    fi
    say gpu "$slot" "$vendor" "$product" "${driver##*/}" "$state" "$busy" "$memory" "$used" "$model"
  done
}

# Screens by their connector. What the kernel knows of them already: asking a connector anew would make the screen flicker.
fact_monitors() {
  for connector in "$root"/sys/class/drm/card*-*; do
    first "$connector/status" || continue
    [ "$value" = connected ] || continue
    if is_asleep "$connector/device/device"; then continue; fi
    modes='' width='' height=''
    count=0
    while IFS= read -r mode && [ "$count" -lt 40 ]; do
      modes="$modes$mode "
      count=$((count + 1))
    done <"$connector/modes"
    # Centimetres stand in bytes 21 and 22 of the description that the screen gives of itself.
    if [ -r "$connector/edid" ]; then
      read -r width height <<EOF
$(head -c 23 "$connector/edid" | od -An -tu1 -j21 -N2)
EOF
    fi
    name=${connector##*/}
    say monitor "${name#card*-}" "$modes" "$width" "$height"
  done
}

fact_temperatures() {
  for chip in "$root"/sys/class/hwmon/hwmon*; do
    first "$chip/name" || continue
    name=$value
    # drivetemp: asking some disks keeps them from spinning down.
    if [ "$name" = drivetemp ] || is_asleep "$chip/device"; then continue; fi
    for sensor in "$chip"/temp*_input; do
      first "$sensor" || continue
      now=$value label='' critical=''
      if first "${sensor%_input}_label"; then label=$value; fi
      if first "${sensor%_input}_crit"; then critical=$value; fi
      sensor=${sensor##*/}
      say temperature "$name" "${sensor%_input}" "$label" "$now" "$critical"
    done
  done
}

fact_units() {
  command -v systemctl >/dev/null || return
  state=$(limited systemctl is-system-running)
  case $state in offline | '') ;; *) say system-state "$state" ;; esac
  failed=$(limited systemctl --failed --no-legend --plain --no-pager) || return
  say units read
  printf '%s\n' "$failed" | while read -r unit rest; do
    if [ -n "$unit" ]; then say failed-unit "$unit" "$rest"; fi
  done
}

fact_addresses() {
  command -v ip >/dev/null || return
  limited ip -o address show scope global | while read -r _ interface family address _; do
    say address "$interface" "$family" "$address"
  done
}

# space KIND PATH FIELD...: the sizes of the file system that PATH is on, as df tells them
space() {
  kind=$1 path=$2
  shift 2
  told=$(limited df -P -k "$path") && say "$kind" "$@" "${told##*"
"}"
}

fact_disks() {
  if [ -d "$root/boot" ]; then say boot-folder /boot; fi
  space store "$root/nix/store"
  seen=' ' count=0
  # Local kinds only: to ask a network file system whose server is gone may hang for ever.
  while read -r device place type options _; do
    case $type in
    ext[234] | xfs | btrfs | zfs | bcachefs | f2fs | jfs | nilfs2 | reiserfs | vfat | exfat | ntfs3 | fuseblk) ;;
    overlay | tmpfs) [ "$place" = / ] || continue ;;
    *) continue ;;
    esac
    # A device is told once, however often it is mounted.
    if [ "$type" != overlay ] && [ "$type" != tmpfs ]; then
      case $seen in *" $device "*) continue ;; esac
      seen="$seen$device "
    fi
    # Hosts with hundreds of ZFS datasets would start as many processes.
    count=$((count + 1))
    [ "$count" -le 32 ] || break
    # The kernel writes a blank in a path as \040; printf wants \0040.
    path=$(printf '%s' "$place" | sed 's/\\/\\0/g')
    space disk "$(printf '%b' "$path")" "$device" "$type" "$place" "${options%%,*}"
  done <"$root/proc/self/mounts"
}

fact_tailscale() {
  command -v tailscale >/dev/null || return
  status=$(limited tailscale status --json --peers=false | head -c 65536 | tr -s '\n\t\r ' '    ')
  case $status in '{'*) say tailscale "$status" ;; esac
}

echo 'snowfleet-facts 1'
for fact in clock kernel memory system graphics monitors temperatures units addresses tailscale disks; do
  # Apart, so that what goes wrong in one leaves the others alone.
  ("fact_$fact")
done
echo end
