
choose_host() {
  head_line 'The host'
  [ -s "$etc/hosts" ] || give_up "There is no fleet on board ($etc/hosts)."
  names=$(cut -f 1 "$etc/hosts")
  if [ -z "$host" ]; then
    say "Hosts of this fleet:"
    for one in $names; do say "  $one"; done
    say ''
    # shellcheck disable=SC2086
    ask_one 'Which one shall this computer be?' "$([ "$(wc -l <"$etc/hosts")" -eq 1 ] && printf '%s' "$names")" $names
    host=$answer
  fi
  line=$(grep -e "^$host$tab" "$etc/hosts" | head -n 1)
  [ -n "$line" ] || give_up "The fleet has no host \"$host\"."
  IFS=$tab read -r _ layout_script layout_disks system <<LINE
$line
LINE
  say "This computer is going to be $host."
}

choose_layout() {
  head_line 'The layout of the disk'
  default=ext4
  set -- ext4
  if [ "$layout_script" != - ]; then
    say "  host  as the fleet lays out $host (disks: $layout_disks)"
    default=host
    set -- host "$@"
  fi
  say '  ext4  one disk, one file system'
  if have zpool; then
    say '  zfs   one disk, a pool'
    set -- "$@" zfs
  fi
  say ''
  if [ -z "$layout" ]; then
    ask_one 'Which one?' "$default" "$@"
    layout=$answer
  fi
  case " $* " in
  *" $layout "*) ;;
  *) give_up "The layout $layout is not to be had here: $*" ;;
  esac
}

lay_out() {
  if [ "$layout" = host ]; then
    disks=$(printf '%s' "$layout_disks" | tr ',' ' ')
    for disk in $disks; do
      [ -b "$disk" ] || give_up "The layout of $host is for $disk, which this computer does not have."
      disk=$(readlink -f "$disk")
      reason=$(why_not "$(whole_disk "$disk")") || give_up "The layout of $host would erase $disk: $reason."
    done
    # shellcheck disable=SC2086
    confirm_erase $disks
    lay_host
    return
  fi
  choose_disk
  if [ -z "$encrypt" ]; then
    if [ -z "$yes" ] && ask_yes 'Encrypt it, with a passphrase asked for at each start?' no; then encrypt=yes; else encrypt=no; fi
  fi
  confirm_erase "$disk"
  # Asked before anything is erased, so that nobody waits for a question halfway.
  if [ "$encrypt" = yes ] && [ -z "$dry" ]; then ask_secret; fi
  case $layout in
  ext4) lay_ext4 ;;
  zfs) lay_zfs ;;
  esac
}

look_around() {
  head_line 'This computer'
  memory=$(sed -n 's/^MemTotal: *\([0-9]*\) kB$/\1/p' /proc/meminfo)
  say "Processor: $(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)"
  say "Memory:    $((${memory:-0} / 1024)) MiB"
  if [ -d "$firmware" ]; then say 'Firmware:  UEFI'; else say 'Firmware:  BIOS: the host needs a boot loader for it, such as GRUB'; fi
  if [ "${memory:-0}" -lt 1500000 ]; then say 'That is little memory: an installation may run out of it.'; fi
}

usage() {
  printf '%s\n' 'usage: snowfleet-install [--host NAME] [--layout host|ext4|zfs] [--disk DEVICE] [--encrypt yes|no] [--dry-run] [--yes]' >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
  --host | --layout | --disk | --encrypt)
    [ $# -ge 2 ] || usage
    case $1 in
    --host) host=$2 ;;
    --layout) layout=$2 ;;
    --disk) disk=$2 ;;
    --encrypt) encrypt=$2 ;;
    esac
    shift
    ;;
  --dry-run) dry=yes ;;
  --yes) yes=yes ;;
  *) usage ;;
  esac
  shift
done
case $layout in '' | host | ext4 | zfs) ;; *) usage ;; esac
case $encrypt in '' | yes | no) ;; *) usage ;; esac
if [ -n "$yes" ] && [ -z "$disk" ] && [ "$layout" != host ]; then usage; fi

if [ "$(id -u)" -ne 0 ]; then give_up 'This needs root: sudo snowfleet-install'; fi
if [ -n "$(sed -n "\\|^[^ ]* $target |p" /proc/mounts)" ]; then give_up "Something is mounted at $target already: umount -R $target first."; fi
work=$(mktemp -d) || exit 1
trap 'stty echo 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

look_around
choose_host
set_up_network
choose_layout
lay_out
install_system
