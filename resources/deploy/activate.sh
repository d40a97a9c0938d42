#!/bin/sh
# Activates a system on this host and always ends well: the host runs, and boots, the new system after somebody came
# in over a new connection and acknowledged it; else the old one, by its store path.
#
#   activate.sh DIR MODE SYSTEM SET VALUE SECONDS WINDOW UNITS WHO [rescue]
#
#   DIR      folder of this run, for root only: token (who acknowledges must know it), ack, refused, log, pid, child,
#            state
#   MODE     switch: try, wait for the acknowledgement, then make it the boot default
#            test:   the same without the boot default
#            boot:   make it the boot default without trying it
#            back:   put the host on a system that it ran before, without waiting for anybody
#   SET      how the profile is set: path, generation, or none (mode test); VALUE the store path or number
#   SECONDS  that one program of this run may take, on the way back at least 60; it and its process group are killed then
#   WINDOW   seconds to wait for the acknowledgement
#   UNITS    what is done when units fail: judge (go back when one failed that worked before), keep, roll-back
#   WHO      who asked for it, in one word; told to those who come while it is under way
#   rescue   run after the same words without it: when that was killed and left no end, the host is put back
#
# Needs nobody: it is started apart from any connection. What it does stands in DIR/state, a line of "SECONDS WORD …"
# each, and in /var/lib/snowfleet/runs, which outlives a restart. Words:
#   run BOOT-ID MODE SYSTEM · old RUNNING DEFAULT LINK · step NAME · code STEP CODE (124: past its time) ·
#   unit NAME worked|new · wait SECONDS · acknowledged · failed PATH, and last one of
#   end done CODE            0; 4 where units failed and it was kept
#   end busy WHO SECONDS     that of WHO, since SECONDS, is under way; nothing was touched
#   end refused STEP CODE    nothing was changed
#   end restored STEP CODE   STEP went wrong; the host is back on what it ran and booted
#   end broken STEP CODE     the same, and going back went wrong too
#
# What a power cut leaves behind: before step profile the boot default is the old system; from there on the new one,
# acknowledged already except in mode boot. What somebody kills, or the kernel for want of memory, is rescued: by
# systemd as the unit's last act, without systemd by the shell that waits for it, unless that is killed as well.
set -u
umask 077
dir=$1 mode=$2 system=$3 set=$4 value=$5 seconds=$6 window=$7 units=$8 who=$9
shift 9
exec >>"$dir/log" 2>&1 </dev/null
PATH=$PATH:/run/current-system/sw/bin:/nix/var/nix/profiles/default/bin
export PATH
profile=/nix/var/nix/profiles/system
roots=/nix/var/nix/gcroots/snowfleet
base=${dir%/*}
id=${dir##*/}
kept=/var/lib/snowfleet/runs/$id
boot_id=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)
child='' stopped='' signal='' touched='' lock_folder='' held='' end_code=0

say() { # WORD...: a line of the state; a full disk must not keep it from the readers of DIR
  line="$(date +%s) $*"
  printf '%s\n' "$line" >>"$dir/state"
  { printf '%s\n' "$line" >>"$kept"; } 2>/dev/null || :
}

clock() { # sets now: seconds of a clock that nobody sets
  read -r now _ 2>/dev/null </proc/uptime || now=$(date +%s)
  now=${now%%.*}
}

nap() { sleep 0.2 2>/dev/null 9>&- || sleep 1 9>&-; }
short_nap() { sleep 0.05 2>/dev/null 9>&- || sleep 1 9>&-; }

finish() { # WORD...
  if [ "$1" != busy ]; then rm -f "$roots/$id-new" "$roots/$id-old"; fi
  if [ -n "$held" ]; then rm -f "$base/holder"; fi
  say end "$@"
  sync "$kept" 2>/dev/null || :
  if [ -n "$lock_folder" ]; then rm -rf "$lock_folder"; fi
  exit 0
}

start_in() { # STAT: when it began, of a process as /proc tells it
  # The name of the program may hold blanks; what follows its closing bracket may not.
  # shellcheck disable=SC2086
  set -- ${1##*) }
  [ "$1" != Z ] && printf '%s' "${20}"
}

started_at() { # PID: so that a number used again is told apart
  stat=$(cat "/proc/$1/stat" 2>/dev/null) && start_in "$stat"
}

take_lock() {
  if command -v flock >/dev/null 2>&1; then
    # Held by this descriptor, which children that last do not get: the kernel gives it back with our last breath.
    exec 9>>"$base/lock"
    flock -n 9 || return
    tell_holder
    return
  fi
  mine="$boot_id $$ $(started_at $$)"
  until mkdir "$base/lock.d" 2>/dev/null; do
    owner=$(cat "$base/lock.d/owner" 2>/dev/null)
    # shellcheck disable=SC2086
    set -- $owner
    if [ "${1:-}" = "$boot_id" ] && [ "$(started_at "${2:-0}")" = "${3:-none}" ]; then return 1; fi
    # Only one of several can move it away.
    mv "$base/lock.d" "$base/lock.dead.$$" 2>/dev/null && rm -rf "$base/lock.dead.$$"
  done
  lock_folder=$base/lock.d
  printf '%s\n' "$mine" >"$lock_folder/owner"
  tell_holder
}

tell_holder() {
  held=yes
  { printf '%s %s\n' "$who" "$(date +%s)" >"$base/holder"; } 2>/dev/null || :
}

# Says who it is before it begins, and begins only where we live: what we started is known to whoever rescues. What it
# makes is for the system and not for our folder, so it gets the umask that a system is switched with.
# shellcheck disable=SC2016
BEGIN='{ read -r stat <"/proc/$$/stat" && printf "%s\n" "$stat" >"$0/child"; } 2>/dev/null
kill -0 "$1" || exit 143
shift
umask 022
exec "$@"'

limited() { # COMMAND...: runs it in a process group of its own, kills that past its time; sets code
  rm -f "$dir/late"
  if command -v setsid >/dev/null 2>&1; then
    setsid sh -c "$BEGIN" "$dir" "$$" "$@" 9>&- &
  else
    sh -c "$BEGIN" "$dir" "$$" "$@" 9>&- &
  fi
  child=$!
  (
    trap - TERM
    clock
    until=$((now + seconds))
    while [ "$now" -lt "$until" ]; do
      # Of one that was killed the rescue takes care.
      kill -0 "$$" 2>/dev/null || exit 0
      nap
      clock
    done
    : >"$dir/late"
    kill_group
  ) 9>&- &
  watch=$!
  signal=
  while :; do
    wait "$child"
    code=$?
    # A signal ends the waiting and not the child.
    kill -0 "$child" 2>/dev/null || break
    [ -z "$signal" ] || kill_group
    signal=
  done
  # Whoever is late is killed whole, also what ignores the first signal.
  [ -e "$dir/late" ] || kill -KILL "$watch" 2>/dev/null
  wait "$watch" 2>/dev/null
  [ ! -e "$dir/late" ] || code=124
  child=
}

kill_group() {
  kill -TERM "-$child" 2>/dev/null || kill -TERM "$child" 2>/dev/null || return 0
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    nap
    kill -0 "-$child" 2>/dev/null || return 0
  done
  kill -KILL "-$child" 2>/dev/null || kill -KILL "$child" 2>/dev/null || :
}

quick() { # COMMAND...: limited, for questions; a bus that hangs must not keep the host on a system nobody proved
  usual=$seconds
  [ "$seconds" -lt 20 ] || seconds=20
  limited "$@"
  seconds=$usual
}

units_that() { # failed|active FILE: names, one a line, into FILE
  : >"$2"
  command -v systemctl >/dev/null 2>&1 || return 0
  # shellcheck disable=SC2016
  case $1 in
  failed) quick sh -c 'exec systemctl --failed --no-legend --plain --no-pager >"$0" 2>/dev/null' "$2.raw" ;;
  active) quick sh -c 'exec systemctl list-units --state=active --no-legend --plain --no-pager >"$0" 2>/dev/null' "$2.raw" ;;
  esac
  while read -r unit _; do printf '%s\n' "$unit"; done <"$2.raw" >"$2"
}

units_are_good() { # tells which units have failed since; fails where the policy says to go back
  worst=
  units_that failed "$dir/failed-now"
  while read -r unit; do
    if grep -qxF -e "$unit" "$dir/failed" "$dir/told"; then continue; fi
    printf '%s\n' "$unit" >>"$dir/told"
    if grep -qxF -e "$unit" "$dir/active"; then
      say unit "$unit" worked
      worst=worked
    else
      say unit "$unit" new
    fi
    end_code=4
    if command -v journalctl >/dev/null 2>&1; then
      echo "snowfleet: the journal of $unit says last:"
      quick journalctl --unit="$unit" --lines=10 --no-pager
    fi
  done <"$dir/failed-now"
  case $units in
  keep) return 0 ;;
  roll-back) [ "$end_code" = 0 ] ;;
  *) [ "$worst" != worked ] ;;
  esac
}

profile_is_as_before() { [ "$(readlink "$profile")" = "$old_link" ]; }

restore_profile() {
  profile_is_as_before && return 0
  case $old_link in
  system-*-link)
    number=${old_link#system-}
    limited nix-env -p "$profile" --switch-generation "${number%-link}"
    ;;
  esac
  profile_is_as_before || limited nix-env -p "$profile" --set "$old_default"
  [ "$(readlink -f "$profile")" = "$old_default" ]
}

go_back() { # STEP CODE
  echo "snowfleet: $1 ended with $2; going back to $old_running"
  say step back
  # Whoever gives an activation little time does not mean the way back.
  [ "$seconds" -ge 60 ] || seconds=60
  # Kept for inspection; only the latest, so that failures do not fill the disk.
  { ln -sfn "$system" "$roots/failed" && say failed "$system"; } || :
  good=yes
  if [ -n "$touched" ]; then
    restore_profile || good=
    limited "$old_default/bin/switch-to-configuration" boot
    say code boot-back "$code"
    [ "$code" = 0 ] || good=
  fi
  if [ "$mode" != boot ]; then
    limited "$old_running/bin/switch-to-configuration" test
    say code back "$code"
    case $code in 0 | 4) ;; *) good= ;; esac
    [ "$(readlink -f /run/current-system)" = "$old_running" ] || good=
  fi
  [ -n "$good" ] && finish restored "$1" "$2"
  finish broken "$1" "$2"
}

try() {
  say step test
  limited "$system/bin/switch-to-configuration" test
  result=$code
  say code test "$result"
  [ -z "$stopped" ] || go_back stopped "$result"
  case $result in
  0) ;;
  4) end_code=4 ;;
  # 11: another switch holds NixOS' own lock. 100: only a reboot can take this system into use.
  11 | 100)
    if [ "$(readlink -f /run/current-system)" = "$old_running" ]; then finish refused test "$result"; fi
    go_back test "$result"
    ;;
  124) go_back deadline 124 ;;
  *) go_back test "$result" ;;
  esac
  units_are_good || go_back units 4
  if [ "$(readlink -f /run/current-system)" != "$system" ]; then go_back test "$result"; fi
}

wait_for_acknowledgement() {
  say step ack
  say wait "$window"
  clock
  until=$((now + window)) soon=$((now + 3))
  while [ "$(cat "$dir/ack" 2>/dev/null)" != "$token" ]; do
    [ -z "$stopped" ] || go_back stopped 0
    [ ! -e "$dir/refused" ] || go_back health 0
    clock
    [ "$now" -lt "$until" ] || go_back ack 0
    # Most come at once.
    if [ "$now" -lt "$soon" ]; then short_nap; else nap; fi
  done
  say acknowledged
  units_are_good || go_back units 4
}

commit() {
  say step profile
  sync "$kept" 2>/dev/null || :
  touched=yes
  case $set in
  path)
    limited nix-env -p "$profile" --set "$value"
    default=$(readlink -f "$profile")
    ;;
  generation)
    limited nix-env -p "$profile" --switch-generation "$value"
    default=$(readlink -f "$profile")
    ;;
  esac
  say code profile "$code"
  if [ "$code" != 0 ] || [ "$default" != "$system" ]; then go_back profile "$code"; fi
  say step boot
  limited "$system/bin/switch-to-configuration" boot
  say code boot "$code"
  [ "$code" = 0 ] || go_back boot "$code"
}

record() { # what the host runs and boots, and how its units are
  say step record
  old_running=$(readlink -f /run/current-system)
  old_default=$(readlink -f "$profile")
  old_link=$(readlink "$profile")
  # A host to which nobody has deployed has no profile; what it runs is what is proven.
  [ -e "$profile" ] || old_default=$old_running
  say old "$old_running" "$old_default" "$old_link"
  if [ ! -x "$old_running/bin/switch-to-configuration" ] || [ ! -x "$system/bin/switch-to-configuration" ]; then
    echo "snowfleet: $old_running or $system has no bin/switch-to-configuration"
    finish refused record 1
  fi
  # Neither is a generation for certain, and a garbage collection may come by.
  if ! { mkdir -p "$roots" && ln -sfn "$system" "$roots/$id-new" && ln -sfn "$old_running" "$roots/$id-old"; }; then
    finish refused record 1
  fi
  : >"$dir/told"
  units_that failed "$dir/failed"
  units_that active "$dir/active"
}

rescue() { # goes back, by the state that the killed one wrote; what it had done whole stays done
  tried='' written=''
  # Where the folder was full, some of it stands in the kept state alone.
  while read -r _ word one two three; do
    case $word in
    end) exit 0 ;;
    old) old_running=$one old_default=$two old_link=$three ;;
    unit) end_code=4 ;;
    step)
      case $one in
      test | back) tried=yes ;;
      profile) touched=yes ;;
      esac
      ;;
    code) [ "$one $two" != "boot 0" ] || written=yes ;;
    esac
  done <<EOF
$(cat "$dir/state" "$kept" 2>/dev/null)
EOF
  [ -n "$tried$touched" ] || finish refused killed 137
  # Whoever has it by now has begun from what was left, and decides.
  take_lock || exit 0
  if read -r stat 2>/dev/null <"$dir/child"; then
    child=${stat%% *}
    [ "$(started_at "$child")" != "$(start_in "$stat")" ] || kill_group
  fi
  [ -z "$written" ] || finish "done" "$end_code"
  [ "$mode" = back ] || go_back killed 137
}

trap '' HUP PIPE INT
trap 'stopped=yes signal=yes' TERM
mkdir -p "${kept%/*}" 2>/dev/null || :
printf '%s %s\n' "$$" "$(started_at $$)" >"$dir/pid.new" && mv "$dir/pid.new" "$dir/pid"
token=$(cat "$dir/token")
if [ "${1:-}" = rescue ]; then
  rescue
else
  say run "$boot_id" "$mode" "$system"
  say step lock
  [ -n "$token" ] || finish refused lock 1
  take_lock || finish busy "$(cat "$base/holder" 2>/dev/null)"
  record
fi

case $mode in
back)
  say step back
  limited "$system/bin/switch-to-configuration" test
  say code back "$code"
  case $code in 0 | 4) ;; *) finish broken back "$code" ;; esac
  [ "$set" = none ] || commit
  ;;
switch)
  try
  wait_for_acknowledgement
  commit
  ;;
test)
  try
  wait_for_acknowledgement
  ;;
boot)
  echo "snowfleet: the boot default becomes a system that nobody has tried; what runs stays"
  commit
  ;;
*) finish refused record 2 ;;
esac
finish "done" "$end_code"
