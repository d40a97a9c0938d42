/**
 * The programs around generations that run on a host. Each is a constant handed to `sh -c`; everything that varies
 * comes as a positional parameter. POSIX sh, with what NixOS has on PATH (coreutils, findutils, util-linux, nix).
 */

const START = `PATH=$PATH:/run/current-system/sw/bin:/nix/var/nix/profiles/default/bin; export PATH
LC_ALL=C; export LC_ALL
profile=/nix/var/nix/profiles/system
`;

/**
 * Generations as lines of number, path, seconds, version, kernel modules, kernel, revision, separated by tabs. The
 * system is asked for its revision as \`nixos-version\` is meant to be. Changes nothing.
 */
export const LIST_GENERATIONS = `${START}
for link in "$profile"-*-link; do
  [ -L "$link" ] || continue
  number=\${link##*/system-}
  modules=
  for one in "$link"/kernel-modules/lib/modules/[0-9]*.[0-9]*; do [ -d "$one" ] && modules=\${one##*/}; done
  printf '%s\\t%s\\t%s\\t%s\\t%s\\t%s\\t%s\\n' "\${number%-link}" "$(readlink "$link")" "$(stat -c %Y "$link")" \\
    "$(cat "$link/nixos-version" 2>/dev/null)" "$modules" "$(readlink "$link/kernel" 2>/dev/null)" \\
    "$(timeout 2 "$link/sw/bin/nixos-version" --configuration-revision 2>/dev/null </dev/null | head -n 1)"
done
exit 0
`;

/**
 * What only some generations hold: \`doomed\` has their links, each between blanks; \`$t/only\` gets a line of path and
 * size for each store path that neither another root of the host nor garbage of others needs. Sizes are those Nix
 * knows, else those of the disk.
 */
const ONLY_THEIRS = `
free() { printf '%s %s\\n' "$1" "$(df -Pk /nix 2>/dev/null | tail -n 1)"; }
fail() { printf 'snowfleet: %s\\n' "$1" >&2; exit 1; }
umask 077
t=$(mktemp -d) || fail 'no folder for temporary files'
trap 'rm -rf "$t"' EXIT
only_theirs() {
  nix-store --gc --print-roots >"$t/roots" || fail 'the roots of the store cannot be listed'
  while IFS= read -r line; do
    case $doomed in *" \${line% -> *} "*) continue ;; esac
    printf '%s\\n' "\${line##* -> }"
  done <"$t/roots" >"$t/kept-links"
  # Roots on every NixOS, and held in any case.
  readlink -f /run/current-system /run/booted-system "$profile" >>"$t/kept-links"
  # Garbage of others may be a system that was only just copied, and Nix deletes nothing that garbage refers to.
  nix-store --gc --print-dead >>"$t/kept-links" || fail 'the garbage of the store cannot be listed'
  for link in $doomed; do readlink -f "$link"; done >"$t/doomed-links"
  for which in kept doomed; do
    grep '^/nix/store/' "$t/$which-links" | sort -u >"$t/roots"
    # What is only being built or copied is a root by now and has no closure yet.
    xargs -r nix-store --check-validity --print-invalid <"$t/roots" | sort -u >"$t/invalid"
    comm -23 "$t/roots" "$t/invalid" >"$t/valid"
    xargs -r nix-store --query --requisites <"$t/valid" >"$t/closure" || fail 'a closure cannot be read'
    sort -u "$t/closure" >"$t/$which"
  done
  comm -13 "$t/kept" "$t/doomed" >"$t/paths"
  if ! xargs -r nix-store --query --size <"$t/paths" >"$t/sizes"; then
    xargs -r du -sk <"$t/paths" | while read -r size _; do echo "$((size * 1024))"; done >"$t/sizes"
  fi
  paste -d' ' "$t/paths" "$t/sizes" >"$t/only"
}
`;

/** $1… numbers. A line \`free DF-LINE\`, then \`only PATH BYTES\` lines. Changes nothing. */
export const TELL_SPACE = `${START}${ONLY_THEIRS}
doomed=' '
for number; do doomed="$doomed$profile-$number-link "; done
only_theirs
free free
while read -r line; do printf 'only %s\\n' "$line"; done <"$t/only"
exit 0
`;

/**
 * $1… numbers; as root. Deletes these generations, takes them out of the boot menu, then deletes what only they held.
 * Holds the lock of activations meanwhile. The boot menu comes before the store, so that no entry ever leads to a system
 * that is gone; whatever interrupts this leaves more than was wanted and never less than the host needs. Words:
 *
 *   busy                 an activation is under way; nothing was deleted
 *   held NUMBER WHY      running, booted or boot-default: left alone
 *   absent NUMBER        there is none
 *   deleted NUMBER
 *   menu CODE            how writing the boot menu anew came out; other than 0 nothing of the store is deleted
 *   gone PATH BYTES      deleted from the store
 *   free, free-after DF-LINE
 */
export const DELETE_GENERATIONS = `${START}${ONLY_THEIRS}
trap '' HUP PIPE INT
mkdir -p /run/snowfleet || fail 'no folder for the lock'
command -v flock >/dev/null 2>&1 || fail 'flock is missing, so that a switch could come between'
exec 9>>/run/snowfleet/lock
flock -n 9 || { echo busy; exit 0; }
running=$(readlink -f /run/current-system)
booted=$(readlink -f /run/booted-system)
default=$(readlink -f "$profile")
[ -n "$running" ] && [ -x "$default/bin/switch-to-configuration" ] || fail 'this host does not run NixOS'
numbers= doomed=' '
for number; do
  link=$profile-$number-link
  if [ ! -L "$link" ]; then echo "absent $number"; continue; fi
  case $(readlink -f "$link") in
  "$running") echo "held $number running" ;;
  "$booted") echo "held $number booted" ;;
  "$default") echo "held $number boot-default" ;;
  *) numbers="$numbers $number" doomed="$doomed$link " ;;
  esac
done
free free
[ -n "$numbers" ] || exit 0
only_theirs
nix-env -p "$profile" --delete-generations $numbers 9>&- >&2 || fail 'nix-env could not delete the generations'
for number in $numbers; do
  [ -L "$profile-$number-link" ] || echo "deleted $number"
done
"$default/bin/switch-to-configuration" boot 9>&- >&2
menu=$?
echo "menu $menu"
[ "$menu" = 0 ] || exit 0
# What somebody has taken into use meanwhile is left; a batch ends at the first such path, so it is tried again.
for _ in 1 2 3; do
  nix-store --gc --print-dead 9>&- | sort >"$t/dead"
  comm -23 "$t/dead" "$t/paths" | xargs -r nix-store --query --requisites | sort -u >"$t/others"
  comm -12 "$t/dead" "$t/paths" | comm -23 - "$t/others" >"$t/go"
  [ -s "$t/go" ] || break
  xargs -r nix-store --delete <"$t/go" 9>&- >&2 && break
done
while read -r path size; do
  [ -e "$path" ] || [ -L "$path" ] || echo "gone $path $size"
done <"$t/only"
free free-after
exit 0
`;
