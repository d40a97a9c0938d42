
# Which disks there are, and which must not be touched. NAME KIND SIZE MODEL of each that may be erased, a line each.

# The whole disk that a device is a part of.
whole_disk() {
  parent=$(lsblk -ndo PKNAME "$1" 2>/dev/null | head -n 1)
  if [ -n "$parent" ]; then printf '/dev/%s' "$parent"; else printf '%s' "$1"; fi
}

# why_not DEVICE: says why it is not offered; succeeds where it is
why_not() {
  case $1 in /dev/zram* | /dev/ram*) say 'memory and no disk' && return 1 ;; esac
  case $(lsblk -ndo TYPE "$1" 2>/dev/null) in
  disk) ;;
  loop) [ "${SNOWFLEET_LOOP:-}" = 1 ] || { say 'a file and no disk' && return 1; } ;;
  rom) say 'a CD drive' && return 1 ;;
  *) say 'no whole disk' && return 1 ;;
  esac
  if [ "$(lsblk -ndbo RO "$1" | tr -d ' ')" = 1 ]; then say 'read-only' && return 1; fi
  bytes=$(lsblk -ndbo SIZE "$1" | tr -d ' ')
  if [ "${bytes:-0}" -lt "${SNOWFLEET_LEAST:-8000000000}" ]; then say 'smaller than 8 GB' && return 1; fi
  # The installer's own medium is one of these, also where it runs from memory.
  if lsblk -no MOUNTPOINT "$1" | grep -q '[^[:space:]]'; then say 'in use: something of it is mounted, or swap' && return 1; fi
  if lsblk -no LABEL "$1" | grep -qixE 'snowfleet[a-z0-9_-]*|nixos-.*-x86_64|nixos-.*-aarch64'; then say 'an installer, most likely this one' && return 1; fi
  if lsblk -no TYPE "$1" | grep -qE 'crypt|lvm|raid|mpath'; then say 'part of something that is in use' && return 1; fi
  return 0
}

list_disks() {
  lsblk -ndpo NAME,TYPE | while read -r one type; do
    case $type in
    disk) say "$one" ;;
    loop) if [ "${SNOWFLEET_LOOP:-}" = 1 ]; then say "$one"; fi ;;
    esac
  done >"$work/all"
  : >"$work/offered"
  while read -r one; do
    if reason=$(why_not "$one"); then
      printf '%s\n' "$one" >>"$work/offered"
    else
      printf '  %-14s not offered: %s\n' "$one" "$reason"
    fi
  done <"$work/all"
}

choose_disk() {
  head_line 'The disk'
  list_disks
  if [ ! -s "$work/offered" ]; then give_up 'There is no disk that could be erased.'; fi
  while read -r one; do
    printf '  %-14s %s\n' "$one" "$(lsblk -ndo SIZE,TRAN,MODEL,SERIAL "$one" | tr -s ' ')"
  done <"$work/offered"
  say ''
  if [ -n "$disk" ]; then
    grep -qxF -e "$disk" "$work/offered" || give_up "$disk is not among the disks that may be erased."
    return
  fi
  first=$(head -n 1 "$work/offered")
  # shellcheck disable=SC2046
  ask_one 'Which one shall be erased?' "$([ "$(wc -l <"$work/offered")" -eq 1 ] && printf '%s' "$first")" $(cat "$work/offered")
  disk=$answer
}

confirm_erase() { # DEVICE...
  say ''
  say 'This is on it now:'
  lsblk -o NAME,SIZE,FSTYPE,LABEL "$@"
  say ''
  say "ALL THAT IS ON $* WILL BE LOST."
  if [ -n "$yes" ] || [ -n "$dry" ]; then return 0; fi
  ask "Type the name of the disk to erase it: ${1#/dev/}" ''
  case $answer in
  "$1" | "${1#/dev/}") ;;
  *) give_up 'That was another name.' ;;
  esac
}
