#!/bin/sh
# What Snowfleet says to a host around an activation, each over a connection of its own. Runs as root.
#
#   start DIR SCRIPT WORD...   makes DIR, reads "token HEX" from standard input, and starts SCRIPT (the text of
#                              activate.sh) with DIR and WORDs so that it outlives this connection
#   follow DIR LINES BYTES [claim]
#                              tells the state after LINES lines and the log after BYTES bytes, until the end
#   ack DIR SYSTEM             reads "token HEX" and acknowledges, if SYSTEM is what runs; "token -" takes the token
#                              that DIR has, for whoever goes on with a run of one that is dead
#   refuse DIR                 has the host go back instead: the new system is not healthy
#
# `start` has a shell or a unit wait for SCRIPT, which runs it once more with the word rescue when it was killed.
#
# Says on standard output "@holder WHO SECONDS" (of the activation that is under way), "@state LINE" and "@log BYTES" (so much of the log was told, on standard error), and "@tick"
# about each second, so that a reader knows a silent connection from a silent host. Lines without @ are not ours.
#
# Exit: 0 done · 70 it runs no more and told no end · 71 there is and will be no such run (claimed) · 72 no such run ·
# 73 nothing was started · 75 another activation is under way · 76 SYSTEM is not what runs · 77 no token was given ·
# 78 too late
set -u
umask 077
PATH=$PATH:/run/current-system/sw/bin:/nix/var/nix/profiles/default/bin
export PATH
verb=$1 dir=$2
shift 2
kept=/var/lib/snowfleet/runs/${dir##*/}

read_token() { # sets token; whatever sudo left unread on standard input comes before it
  token=
  for _ in 1 2 3; do
    read -r word rest || return 1
    if [ "$word" = token ] && [ -n "$rest" ]; then
      token=$rest
      return 0
    fi
  done
  return 1
}

start() { # SCRIPT WORD...
  script=$1
  shift
  base=${dir%/*}
  read_token || exit 77
  mkdir -p "$base" || exit 73
  [ "$token" != - ] || exit 77
  # What nobody came back for; and of what is kept past a restart the latest.
  find "$base" -mindepth 1 -maxdepth 1 -type d -mmin +1440 -exec rm -rf {} + 2>/dev/null
  find /var/lib/snowfleet/runs -type f -mtime +30 -exec rm -f {} + 2>/dev/null
  # Whoever makes the folder decides: a follower that claimed it has told that nothing was started.
  mkdir "$dir" 2>/dev/null || exit 73
  if ! { printf '%s\n' "$token" >"$dir/token" && printf '%s\n' "$script" >"$dir/activate.sh" && : >"$dir/keeper"; }; then
    rm -rf "$dir"
    exit 73
  fi
  shell=$(command -v sh)
  if [ -d /run/systemd/system ] && command -v systemd-run >/dev/null 2>&1; then
    # The name nixos-rebuild gives its own, so that the two exclude each other. Output goes to a file: a switch
    # that loses its pipe dies half way (nixpkgs#462179).
    unit=nixos-rebuild-switch-to-configuration
    if systemctl is-failed --quiet "$unit.service" 2>/dev/null; then systemctl reset-failed "$unit.service"; fi
    printf 'unit %s\n' "$unit.service" >"$dir/keeper"
    # When SCRIPT is killed the rest of its unit is too, at once; then comes the rescue, which may take its time: to
    # set the profile, the boot entry and the system, a program of so many seconds each.
    if ! said=$(systemd-run --collect --no-ask-password --quiet --service-type=exec --unit="$unit" \
      --property=KillMode=mixed --property="TimeoutStopSec=$(($5 * 3 + 240))" \
      --property="ExecStopPost=$shell $dir/activate.sh $dir $* rescue" \
      -E "PATH=$PATH" -E LOCALE_ARCHIVE "$shell" "$dir/activate.sh" "$dir" "$@" 2>&1); then
      printf '%s\n' "$said" >&2
      rm -rf "$dir"
      case $said in
      *already* | *exists*)
        printf '@holder %s\n' "$(cat "$base/holder" 2>/dev/null)"
        exit 75
        ;;
      esac
      exit 73
    fi
  elif command -v setsid >/dev/null 2>&1; then
    setsid "$shell" -c "$KEEPER" "$dir" "$shell" "$dir/activate.sh" "$dir" "$@" >/dev/null 2>&1 </dev/null &
  else
    "$shell" -c "$KEEPER" "$dir" "$shell" "$dir/activate.sh" "$dir" "$@" >/dev/null 2>&1 </dev/null &
  fi
  exit 0
}

# Signals are caught and not ignored: what it starts could not hear of them any more.
# shellcheck disable=SC2016
KEEPER='trap : HUP INT TERM; printf "shell %s\n" "$$" >"$0/keeper.new" && mv "$0/keeper.new" "$0/keeper"
"$@"
"$@" rescue'

is_kept() { # somebody is there who goes on with it when it is killed
  read -r kind name 2>/dev/null <"$dir/keeper" || return 1
  case $kind in
  unit)
    case $(systemctl show --property=ActiveState --value "$name" 2>/dev/null) in
    activating | active | deactivating) return 0 ;;
    esac
    return 1
    ;;
  *) case $(tr '\000' ' ' 2>/dev/null <"/proc/$name/cmdline") in *"$dir"*) return 0 ;; *) return 1 ;; esac ;;
  esac
}

is_alive() {
  read -r pid since 2>/dev/null <"$dir/pid" || return 1
  stat=$(cat "/proc/$pid/stat" 2>/dev/null) || return 1
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  [ "$1" != Z ] && [ "${20}" = "$since" ]
}

has_end() { case $(tail -n 1 "$1" 2>/dev/null) in *' end '*) return 0 ;; *) return 1 ;; esac }

follow() { # LINES BYTES [claim]
  lines=$1 shown=$2 naps=0 short=0
  if [ ! -d "$dir" ]; then
    if [ -e "$kept" ]; then
      tail -n "+$((lines + 1))" "$kept" | while read -r line; do printf '@state %s\n' "$line"; done
      has_end "$kept" && exit 0
      exit 70
    fi
    [ "${3:-}" = claim ] || exit 72
    mkdir -p "${dir%/*}" && mkdir "$dir" && exit 71
  fi
  while :; do
    # Asked before the files are read: what it wrote with its last breath is told.
    # It takes a moment until what was started has written its number.
    alive=yes ended=
    if has_end "$dir/state"; then ended=yes; fi
    if [ -e "$dir/pid" ]; then is_alive || is_kept || alive=; elif [ "$naps" -gt 50 ]; then is_kept || alive=; fi
    count=$(wc -l 2>/dev/null <"$dir/state" || echo 0)
    if [ "$count" -gt "$lines" ]; then
      tail -n "+$((lines + 1))" "$dir/state" | head -n "$((count - lines))" |
        while read -r line; do printf '@state %s\n' "$line"; done
      lines=$((count + 0)) short=6
    fi
    size=$(wc -c 2>/dev/null <"$dir/log" || echo 0)
    if [ "$size" -gt "$shown" ]; then
      tail -c "+$((shown + 1))" "$dir/log" | head -c "$((size - shown))" >&2
      shown=$((size + 0))
      printf '@log %s\n' "$shown"
    fi
    [ -z "$ended" ] || exit 0
    if [ -z "$alive" ]; then
      # Where the folder was full, the end may stand in the kept state alone.
      has_end "$kept" || exit 70
      tail -n "+$((lines + 1))" "$kept" | while read -r line; do printf '@state %s\n' "$line"; done
      exit 0
    fi
    # What follows on something comes soon after it.
    if [ "$short" -gt 0 ]; then
      short=$((short - 1))
      sleep 0.05 2>/dev/null || sleep 1
    else
      naps=$((naps + 1))
      [ $((naps % 5)) != 0 ] || printf '@tick\n'
      sleep 0.2 2>/dev/null || sleep 1
    fi
  done
}

ack() { # SYSTEM
  read_token || exit 77
  [ -d "$dir" ] || exit 72
  if has_end "$dir/state"; then exit 78; fi
  [ "$token" != - ] || token=$(cat "$dir/token")
  running=$(readlink -f /run/current-system)
  if [ "$running" != "$1" ]; then
    echo "@running $running"
    exit 76
  fi
  printf '%s\n' "$token" >"$dir/ack.new" && mv "$dir/ack.new" "$dir/ack" || exit 73
}

refuse() {
  [ -d "$dir" ] || exit 72
  : >"$dir/refused"
}

case $verb in
start | follow | ack | refuse) "$verb" "$@" ;;
*) exit 2 ;;
esac
