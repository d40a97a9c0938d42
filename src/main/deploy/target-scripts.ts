/**
 * The shell programs that run on a host. Each is a constant handed to `sh -c`; everything that varies comes as a
 * positional parameter, so nothing a fleet or a user says is ever part of a program. POSIX sh, with what NixOS has
 * on PATH (coreutils, util-linux, nix).
 */

/** A user's ssh command on NixOS has these on PATH; sudo and systemd may have cleared it. */
const PATHS = 'PATH=$PATH:/run/current-system/sw/bin:/nix/var/nix/profiles/default/bin; export PATH';

/** What the host runs and how it is, as `key value` lines. Changes nothing. */
export const READ_STATE = `${PATHS}
p=/nix/var/nix/profiles/system
line() { printf '%s %s\\n' "$1" "$2"; }
line uid "$(id -u)"
line running "$(readlink -f /run/current-system 2>/dev/null)"
line booted "$(readlink -f /run/booted-system 2>/dev/null)"
line profile "$(readlink -f "$p" 2>/dev/null)"
line link "$(readlink "$p" 2>/dev/null)"
line version "$(cat /run/current-system/nixos-version 2>/dev/null)"
for part in kernel initrd kernel-modules; do
  line "booted-$part" "$(readlink "/run/booted-system/$part" 2>/dev/null)"
done
line uptime "$(cut -d' ' -f1 /proc/uptime 2>/dev/null)"
line disk "$(df -Pk /nix 2>/dev/null | tail -n 1)"
if command -v systemctl >/dev/null 2>&1; then
  systemctl --failed --no-legend --plain --no-pager 2>/dev/null | while read -r unit rest; do
    [ -n "$unit" ] && line failed-unit "$unit"
  done
  line units read
fi
exit 0
`;

/** Generations as `number path seconds version` lines, separated by tabs. Changes nothing. */
export const LIST_GENERATIONS = `${PATHS}
for link in /nix/var/nix/profiles/system-*-link; do
  [ -L "$link" ] || continue
  number=\${link##*/system-}
  printf '%s\\t%s\\t%s\\t%s\\n' "\${number%-link}" "$(readlink "$link")" "$(stat -c %Y "$link")" \\
    "$(cat "$link/nixos-version" 2>/dev/null)"
done
exit 0
`;

/** $1 store path. Its closure, a line `--`, then the sizes in bytes in the same order. Changes nothing. */
export const LIST_CLOSURE = `${PATHS}
paths=$(nix-store --query --requisites "$1") || exit 1
printf '%s\\n--\\n' "$paths"
printf '%s\\n' "$paths" | xargs nix-store --query --size
`;

/**
 * The activation itself. It runs apart from any connection and talks through files in $1: log, pid, result.
 *
 * $1 folder · $2 action (switch|boot|test) · $3 system to activate · $4 how the profile is set before:
 * none, path or generation · $5 that path or number.
 *
 * Result, one line: `activated CODE` · `busy` · `not-set CODE` (nothing was activated, the profile is as before) ·
 * `restored CODE` (activation failed, the host is back on the system it ran) · `broken CODE` (going back failed).
 *
 * Order, and what a power cut leaves behind: the profile is set first, because the boot loader is written from it;
 * the old system still runs then and the new one starts with the next boot. When activation fails, the profile goes
 * back before the old system is activated again.
 */
export const ACTIVATE = `
dir=$1 action=$2 system=$3 set=$4 value=$5
umask 022
exec >>"$dir/log" 2>&1 </dev/null
trap '' HUP PIPE
${PATHS}
printf '%s\\n' "$$" >"$dir/pid"
profile=/nix/var/nix/profiles/system
finish() {
  printf '%s\\n' "$*" >"$dir/result.new"
  mv "$dir/result.new" "$dir/result"
  exit 0
}
exec 9>>/run/snowfleet/activation.lock
if command -v flock >/dev/null 2>&1; then flock -n 9 || finish busy; fi

link=$(readlink "$profile")
default=$(readlink -f "$profile")
running=$(readlink -f /run/current-system)

restore_profile() {
  [ "$(readlink "$profile")" = "$link" ] && return 0
  number=\${link#system-}
  nix-env -p "$profile" --switch-generation "\${number%-link}" 9>&- ||
    nix-env -p "$profile" --set "$default" 9>&-
}

case $set in
path)
  nix-env -p "$profile" --set "$value" 9>&-
  code=$?
  [ "$code" = 0 ] && [ "$(readlink -f "$profile")" = "$value" ] || { restore_profile; finish not-set "$code"; }
  ;;
generation)
  nix-env -p "$profile" --switch-generation "$value" 9>&-
  code=$?
  [ "$code" = 0 ] && [ "$(readlink "$profile")" = "system-$value-link" ] || { restore_profile; finish not-set "$code"; }
  ;;
esac

"$system/bin/switch-to-configuration" "$action" 9>&-
code=$?
case $code in
0 | 4) finish activated "$code" ;;
esac

restore_profile || finish broken "$code"
# 11: another switch holds NixOS' own lock, so nothing was touched.
[ "$code" = 11 ] && finish not-set "$code"
back=$action
[ "$action" = switch ] && [ "$running" != "$default" ] && back=test
again=$running
[ "$action" = boot ] && again=$default
echo "snowfleet: activation ended with $code; going back to $again"
"$again/bin/switch-to-configuration" "$back" 9>&-
code_back=$?
case $code_back in
0 | 4) [ "$(readlink -f /run/current-system)" = "$running" ] && finish restored "$code" ;;
esac
finish broken "$code"
`;

/** $1 folder. Prints the log as it grows on standard error and the result on standard output. Exit 70: no longer there. */
export const FOLLOW = `${PATHS}
dir=$1 shown=0 waited=0
while :; do
  ended=no
  [ -e "$dir/result" ] && ended=yes
  size=$(wc -c 2>/dev/null <"$dir/log" || echo 0)
  if [ "$size" -gt "$shown" ]; then
    tail -c "+$((shown + 1))" "$dir/log" | head -c "$((size - shown))" >&2
    shown=$size
  fi
  [ "$ended" = yes ] && break
  if [ -s "$dir/pid" ]; then
    kill -0 "$(cat "$dir/pid")" 2>/dev/null || [ -e "$dir/result" ] || exit 70
  else
    waited=$((waited + 1))
    [ "$waited" -gt 100 ] && exit 70
  fi
  sleep 0.1
done
cat "$dir/result"
`;

/**
 * Starts ACTIVATE so that it outlives the connection, then follows it.
 *
 * $1 folder · $2 FOLLOW · $3 ACTIVATE · $4… its parameters. Exit 73: nothing was started, 75: another activation is
 * under way.
 *
 * What runs that nobody came back to left behind goes after a day. With systemd it is a transient unit under the name nixos-rebuild gives its own, so that the two exclude each
 * other. Its output goes to a file, not to a pipe: a switch that loses its pipe dies half way (nixpkgs#462179).
 */
export const START = `${PATHS}
dir=$1 follow=$2 activate=$3
shift 3
umask 077
mkdir -p /run/snowfleet || exit 73
find /run/snowfleet -mindepth 1 -maxdepth 1 -type d -mmin +1440 -exec rm -rf {} + 2>/dev/null
mkdir "$dir" || exit 75
shell=$(command -v sh)
if [ -d /run/systemd/system ] && command -v systemd-run >/dev/null 2>&1; then
  if ! systemd-run --collect --no-ask-password --quiet --service-type=exec \\
    --unit=nixos-rebuild-switch-to-configuration -E "PATH=$PATH" -E LOCALE_ARCHIVE \\
    "$shell" -c "$activate" snowfleet "$dir" "$@"; then
    rm -rf "$dir"
    exit 75
  fi
elif command -v setsid >/dev/null 2>&1; then
  setsid "$shell" -c "$activate" snowfleet "$dir" "$@" >/dev/null 2>&1 </dev/null &
else
  (trap '' HUP; exec "$shell" -c "$activate" snowfleet "$dir" "$@") >/dev/null 2>&1 </dev/null &
fi
exec "$shell" -c "$follow" snowfleet "$dir"
`;

/** $1 folder of a finished activation. */
export const CLEAN_UP = `case $1 in /run/snowfleet/*) rm -rf "$1" ;; esac`;
