#!/bin/sh
# Installs a host of the fleet on this computer, step by step, on any terminal.
#
#   snowfleet-install [--host NAME] [--layout host|ext4|zfs] [--disk DEVICE] [--encrypt yes|no]
#                     [--dry-run] [--yes]
#
# What is not told is asked. --dry-run says each command instead of running it. --yes is for scripts: it takes the place
# of typing the disk's name, and only together with --disk or --layout host.
#
# /etc/snowfleet/hosts says what can be installed, a line each, fields parted by tabs:
#   NAME   SCRIPT of the host's own disk layout, or -   its DISKS, parted by commas, or -   SYSTEM on board, or -
# Folders, for tests: SNOWFLEET_ETC (/etc/snowfleet), SNOWFLEET_TARGET (/mnt), SNOWFLEET_FIRMWARE (/sys/firmware/efi).
# SNOWFLEET_LOOP=1 offers loop devices too.
#
# Exit: 0 installed · 1 nothing was changed · 2 wrong use · 4 it failed after the disk was erased
set -u
LC_ALL=C
export LC_ALL
etc=${SNOWFLEET_ETC:-/etc/snowfleet}
target=${SNOWFLEET_TARGET:-/mnt}
firmware=${SNOWFLEET_FIRMWARE:-/sys/firmware/efi}
tab='	'
host='' layout='' disk='' encrypt='' dry='' yes='' secret='' erased=''

say() { printf '%s\n' "$*"; }
head_line() { printf '\n== %s\n\n' "$*"; }

# Nothing was changed yet, or the disk is what it is: the exit code says which.
give_up() {
  printf '\n%s\n' "$*" >&2
  if [ -n "$erased" ]; then
    printf '%s\n' "$disk was erased before. Start again with: snowfleet-install" >&2
    exit 4
  fi
  printf '%s\n' 'Nothing was changed.' >&2
  exit 1
}

# ask QUESTION DEFAULT: sets answer
ask() {
  printf '%s%s ' "$1" "${2:+ [$2]}"
  IFS= read -r answer || give_up 'Nobody answers.'
  [ -n "$answer" ] || answer=$2
}

# ask_yes QUESTION DEFAULT(yes|no)
ask_yes() {
  while :; do
    ask "$1 (yes or no)" "$2"
    case $answer in
    y | Y | yes | Yes) return 0 ;;
    n | N | no | No) return 1 ;;
    esac
    say 'Please type yes or no.'
  done
}

# ask_one QUESTION DEFAULT CHOICE...: sets answer to one of them
ask_one() {
  question=$1 default=$2
  shift 2
  while :; do
    ask "$question" "$default"
    for choice in "$@"; do
      if [ "$choice" = "$answer" ]; then return 0; fi
    done
    say "\"$answer\" is not among them: $*"
  done
}

# ask_secret: sets secret, asked twice and not shown
ask_secret() {
  while :; do
    stty -echo 2>/dev/null
    printf 'Passphrase of the disk: '
    IFS= read -r secret || secret=''
    printf '\nOnce more: '
    IFS= read -r again || again=''
    stty echo 2>/dev/null
    printf '\n'
    if [ -n "$secret" ] && [ "$secret" = "$again" ]; then return 0; fi
    [ -n "$secret$again" ] || give_up 'No passphrase was given.'
    say 'They differ. Once again.'
  done
}

# run COMMAND...: the one door through which anything is changed
run() {
  if [ -n "$dry" ]; then
    printf '+'
    printf ' %s' "$@"
    printf '\n'
    return 0
  fi
  "$@" || give_up "This failed: $*"
}

have() { command -v "$1" >/dev/null 2>&1; }
