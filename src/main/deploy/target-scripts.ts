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
line user "$(id -un)"
line running "$(readlink -f /run/current-system 2>/dev/null)"
line booted "$(readlink -f /run/booted-system 2>/dev/null)"
line boot-id "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
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

/** Restarts the host. The connection may end with it. */
export const REBOOT = `${PATHS}
if [ -d /run/systemd/system ] && command -v systemctl >/dev/null 2>&1; then exec systemctl reboot; fi
exec reboot
`;

/** $1 store path. Its closure, a line `--`, then the sizes in bytes in the same order. Changes nothing. */
export const LIST_CLOSURE = `${PATHS}
paths=$(nix-store --query --requisites "$1") || exit 1
printf '%s\\n--\\n' "$paths"
printf '%s\\n' "$paths" | xargs nix-store --query --size
`;
