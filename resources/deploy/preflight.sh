#!/bin/sh
# What decides whether a deploy to this host can go well: read by Snowfleet over SSH before anything is built.
#
# It changes nothing and needs no root. Each fact stands on its own: one that cannot be had is left out, and the others
# come all the same. What may hang (sudo, Nix, file systems) has a limit.
#
# Written for any POSIX sh, with what NixOS has on PATH, and for busybox. For tests, $1 is put before /proc, /run, /nix,
# /etc and /boot, and $2 is the limit in seconds; on a host both are absent.
#
# Output: the line `snowfleet-preflight 1`; then `NAME<tab>FIELD<tab>...` a line; the last line is `end`.
# src/main/deploy/preflight/answer.ts reads it. A line it does not know is no error there, so lines may be added.

exec 2>/dev/null </dev/null
LC_ALL=C
PATH=$PATH:/run/current-system/sw/bin:/nix/var/nix/profiles/default/bin:/usr/bin:/bin:/usr/sbin:/sbin
export LC_ALL PATH
root=${1-}
limit=${2-4}
tab='	'
profiles=$root/nix/var/nix/profiles
uid=$(id -u)

# say NAME FIELD...
say() {
  line=$1
  shift
  for field in "$@"; do line=$line$tab$field; done
  printf '%s\n' "$line"
}

# one TEXT: as one line without tabs, and not without end
one() { printf '%s' "$1" | tr -s '\n\t\r ' '    ' | cut -c 1-16000; }

# limited COMMAND...: at most a few seconds, where the host can count them
if command -v timeout >/dev/null; then
  limited() { timeout "$limit" "$@"; }
else
  limited() { "$@"; }
fi

fact_clock() { say clock "$(date +%s)"; }

fact_user() { say user "$uid" "$(id -un)" "$(id -Gn)"; }

fact_system() {
  running=$(readlink -f "$root/run/current-system")
  booted=$(readlink -f "$root/run/booted-system")
  link=$(readlink "$profiles/system")
  profile=$(readlink "$profiles/$link")
  say running "${running#"$root"}"
  say booted "${booted#"$root"}"
  say profile "$link" "$profile"
  for part in kernel initrd kernel-modules; do
    say part "$part" "$(readlink "$root/run/booted-system/$part")" "$(readlink "$root/run/current-system/$part")"
  done
  # A map of names and values; a system that differs in one of them refuses to be switched to.
  if [ -r "$running/switch-inhibitors" ]; then
    say inhibitors "$(one "$(cat "$running/switch-inhibitors")")"
  elif [ -d "$running" ]; then
    say inhibitors ''
  fi
}

fact_sudo() {
  [ "$uid" != 0 ] || return
  if ! command -v sudo >/dev/null; then
    say sudo absent
    return
  fi
  # The command that a deploy begins with, so that it gets the same answer.
  said=$(limited sudo -n -- true 2>&1)
  case $? in
  0) say sudo free ;;
  124 | 143) say sudo late ;;
  *) say sudo refused "$(one "$(printf '%s\n' "$said" | tail -n 1)")" ;;
  esac
}

ask_nix() { limited nix --extra-experimental-features nix-command "$@"; }

# settings_of TEXT: the lines of it that decide whom the daemon believes
settings_of() {
  printf '%s\n' "$1" | sed -n 's/^ *\(\(extra-\)\{0,1\}trusted-users\|\(extra-\)\{0,1\}trusted-public-keys\|require-sigs\) *= */\1'"$tab"'/p' |
    while IFS=$tab read -r name value; do say setting "$name" "$(one "$value")"; done
}

fact_nix() {
  command -v nix-daemon >/dev/null || return
  say nix there
  # Root writes the store itself, without asking a daemon.
  [ "$uid" != 0 ] || return
  if [ -S "$root/nix/var/nix/daemon-socket/socket" ]; then say daemon there; else say daemon absent; fi
  # What counts is how the daemon is set up, not the files of this user.
  unset NIX_CONFIG
  NIX_USER_CONF_FILES=
  export NIX_USER_CONF_FILES
  told=$(ask_nix store info --store daemon --json) || told=$(ask_nix store ping --store daemon --json) || told=
  if [ -n "$told" ]; then say store-info "$(one "$told")"; fi
  case $told in *'"trusted":true'* | *'"trusted":1'*) return ;; esac
  settings=$(ask_nix config show) || settings=$(ask_nix show-config) || settings=$(cat "$root/etc/nix/nix.conf") || return
  say settings read
  settings_of "$settings"
}

# held FILE: whether a process has it locked. Asking for the lock would keep it from others for a moment.
held() {
  number=$(stat -c '%d %i' "$1") || return 1
  device=${number% *}
  key=$(printf '%02x:%02x:%s' $((device >> 8 & 4095)) $((device & 255 | device >> 12 & 1048320)) "${number#* }")
  grep -q " $key " "$root/proc/locks"
}

fact_switch() {
  # Where each may see only its own processes, there is nothing to be seen.
  if [ -n "$(tr '\0' ' ' <"$root/proc/1/cmdline")" ]; then say processes seen; fi
  # Whole lines: this text is an argument of a process itself.
  cat "$root"/proc/[0-9]*/cmdline | tr '\0' '\n' |
    grep -x -e '/nix/store/.*/bin/[^/]*switch-to-configuration[^/]*' -e '/run/snowfleet/[^/]*/activate\.sh' |
    sort -u | while IFS= read -r line; do say switching process "$(one "$line")"; done
  if held "$root/run/nixos/switch-to-configuration.lock"; then say switching lock switch-to-configuration; fi
  if held "$root/run/snowfleet/lock"; then say switching lock snowfleet; fi
  command -v systemctl >/dev/null || return
  limited systemctl list-units --no-legend --plain --no-pager --state=activating,active,reloading \
    'nixos-rebuild-switch-to-configuration*' nixos-upgrade.service 'nixos-cli-activation-supervisor*' |
    while read -r unit _; do
      case $unit in
      nixos-rebuild-switch-to-configuration* | nixos-upgrade.service | nixos-cli-activation-supervisor*)
        say switching unit "$unit"
        ;;
      esac
    done
}

# space NAME PATH FIELD...: the sizes of the file system that PATH is on, as df tells them
space() {
  name=$1 path=$2
  shift 2
  told=$(limited df -P -k "$path") && say "$name" "$@" "${told##*"
"}"
}

fact_spaces() {
  space store "$root/nix/store"
  place='' nix='' mode=''
  while read -r _ where _ options _; do
    case $where in
    /boot) place=/boot ;;
    /boot/efi | /boot/EFI | /efi) if [ "$place" != /boot ]; then place=$where; fi ;;
    # The store is mounted over itself read-only; Nix must be able to write where its database lies.
    / | /nix | /nix/var | /nix/var/nix)
      if [ "${#where}" -ge "${#nix}" ]; then nix=$where mode=${options%%,*}; fi
      ;;
    esac
  done <"$root/proc/self/mounts"
  if [ -n "$nix" ]; then say mount "$nix" "$mode"; fi
  if [ -n "$place" ]; then
    space boot "$root$place" "$place" own
  elif [ -d "$root/boot" ]; then
    space boot "$root/boot" /boot shared
  else
    say boot none
  fi
}

echo 'snowfleet-preflight 1'
for fact in clock user system switch spaces sudo nix; do
  # Apart, so that what goes wrong in one leaves the others alone.
  ("fact_$fact")
done
echo end
