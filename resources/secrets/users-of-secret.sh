# Tells which services of this host name a secret's file, and whether they were started since the secret was put there.
# POSIX sh, changes nothing, needs no root.  $1: the secret's path on the host.
#
# Lines of tab-separated fields:
#   secret PATH SECONDS      when the file was put there, in seconds since 1970; 0 where it is not there
#   unit NAME STATE SECONDS  a service that names it, its state, and when it last became active; 0 for never
#   end
LC_ALL=C
export LC_ALL
path=$1
tab=$(printf '\t')
at=$(stat -L -c %Y -- "$path" 2>/dev/null || echo 0)
printf 'secret\t%s\t%s\n' "$path" "$at"

# A service names the file itself, or starts a script of the store that does.
names_it() {
  grep -qsF -- "$path" "$1" && return 0
  for script in $(grep -hsE '^(Exec|EnvironmentFile)' "$1" | grep -oE '/nix/store/[^ ;"]+' | sort -u); do
    [ -f "$script" ] || continue
    [ "$(stat -L -c %s -- "$script" 2>/dev/null || echo 9999999)" -lt 1000000 ] || continue
    grep -qsF -- "$path" "$script" && return 0
  done
  return 1
}

for file in /etc/systemd/system/*.service; do
  [ -e "$file" ] || continue
  names_it "$file" || continue
  unit=${file##*/}
  # agenix's own service puts the secrets there.
  case $unit in agenix*.service) continue ;; esac
  state=$(systemctl show --property=ActiveState --value -- "$unit" 2>/dev/null || echo unknown)
  since=$(systemctl show --property=ActiveEnterTimestamp --value -- "$unit" 2>/dev/null)
  seconds=0
  [ -n "$since" ] && seconds=$(date -d "$since" +%s 2>/dev/null || echo 0)
  printf 'unit%s%s%s%s%s%s\n' "$tab" "$unit" "$tab" "$state" "$tab" "$seconds"
done
echo end
