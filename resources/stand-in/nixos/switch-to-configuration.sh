#!/bin/sh
# Activation of a practice system: moves /run/current-system and says what NixOS would say.
#
#   switch-to-configuration switch|boot|test|dry-activate
#
# PRACTICE_ROOT is the folder that stands for / where the host is not a namespace of its own.
# Faults to practise with, on the host:
#   /etc/practice/fail-activation   exists: activation fails before anything has changed (1)
#   /etc/practice/fail-units        names of units, one a line, that fail when they start (4)
# Leaves /run/practice/{active,failed}-units behind: one unit a line.
set -u
root=${PRACTICE_ROOT:-}
self=$(readlink -f -- "$0")
new=${self%/bin/switch-to-configuration}
new=${new#"$root"}
old=$(readlink "$root/run/current-system" 2>/dev/null || :)
newline='
'

say() { printf '%s\n' "$*" >&2; }

# Links point to /nix/store, which lies below $root here: follow them one by one.
units_of() {
  [ -n "$1" ] || return 0
  etc=$(readlink "$root$1/etc") || return 0
  folder=$(readlink "$root$etc/systemd/system") || return 0
  printf '%s' "$root$folder"
}

contains() { # FILE TEXT
  case $(cat "$1") in *"$2"*) return 0 ;; *) return 1 ;; esac
}

listed() { # UNIT FILE
  [ -f "$2" ] || return 1
  case "$newline$(cat "$2")$newline" in *"$newline$1$newline"*) return 0 ;; *) return 1 ;; esac
}

join() { # LIST with leading blanks -> "a, b"
  joined=
  for item in $1; do joined="${joined:+$joined, }$item"; done
  printf '%s' "$joined"
}

old_units=$(units_of "$old")
new_units=$(units_of "$new")
stop= start= restart= reload= active=
for file in "$new_units"/*; do
  [ -f "$file" ] || continue
  unit=${file##*/}
  contains "$file" WantedBy= || continue
  active="$active $unit"
  before="$old_units/$unit"
  if [ -z "$old_units" ] || [ ! -f "$before" ]; then
    start="$start $unit"
  elif [ "$(cat "$file")" != "$(cat "$before")" ]; then
    if contains "$file" X-ReloadIfChanged=true; then reload="$reload $unit"; else restart="$restart $unit"; fi
  fi
done
if [ -n "$old_units" ]; then
  for file in "$old_units"/*; do
    unit=${file##*/}
    [ -f "$file" ] && [ ! -f "$new_units/$unit" ] && contains "$file" WantedBy= && stop="$stop $unit"
  done
fi

preview() {
  [ -z "$stop" ] || say "would stop the following units: $(join "$stop")"
  say "would activate the configuration..."
  [ -z "$reload" ] || say "would reload the following units: $(join "$reload")"
  [ -z "$restart" ] || say "would restart the following units: $(join "$restart")"
  [ -z "$start" ] || say "would start the following units: $(join "$start")"
}

activate() {
  [ -z "$stop" ] || say "stopping the following units: $(join "$stop")"
  say "activating the configuration..."
  mkdir -p "$root/run/practice" "$root/etc"
  ln -sfn "$new" "$root/run/.new-system" && mv -T "$root/run/.new-system" "$root/run/current-system" || exit 1
  say "setting up /etc..."
  etc=$(readlink "$root$new/etc")
  ln -sfn "$etc" "$root/etc/static"
  for name in motd os-release; do
    [ -f "$root$etc/$name" ] && cp -f "$root$etc/$name" "$root/etc/$name"
  done
  [ -z "$reload" ] || say "reloading the following units: $(join "$reload")"
  [ -z "$restart" ] || say "restarting the following units: $(join "$restart")"

  failed= started=
  for unit in $restart $start; do
    if listed "$unit" "$root/etc/practice/fail-units"; then
      failed="$failed $unit"
    else
      case " $start " in *" $unit "*) started="$started $unit" ;; esac
    fi
  done
  [ -z "$started" ] || say "the following new units were started: $(join "$started")"

  : > "$root/run/practice/active-units"
  : > "$root/run/practice/failed-units"
  for unit in $active; do
    case " $failed " in
      *" $unit "*) printf '%s\n' "$unit" >> "$root/run/practice/failed-units" ;;
      *) printf '%s\n' "$unit" >> "$root/run/practice/active-units" ;;
    esac
  done
  if [ -n "$failed" ]; then
    say "warning: the following units failed: $(join "$failed")"
    exit 4
  fi
}

case "${1:-}" in
  switch | boot | test | dry-activate) ;;
  *)
    say "Usage: $0 [switch|boot|test|dry-activate]"
    exit 1
    ;;
esac

if [ -e "$root/etc/practice/fail-activation" ] && [ "$1" != dry-activate ]; then
  say "error: /etc/practice/fail-activation asks for this activation to fail; nothing was changed"
  exit 1
fi

case "$1" in
  dry-activate) preview ;;
  boot) say "updating the boot loader..." ;;
  test) activate ;;
  switch)
    say "updating the boot loader..."
    activate
    ;;
esac
exit 0
