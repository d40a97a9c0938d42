# shellcheck shell=bash
# Writes what Prometheus cannot know about a NixOS host by itself: generations, the revision that runs,
# whether a reboot is due, the store, /boot and failed units.
#
#   nixos-exporter FOLDER
#
# FOLDER is the text folder of the node exporter. NIXOS_EXPORTER_ROOT (empty on a real host) goes before
# every path that is read, so that the script can be tried on made-up profiles.

folder=${1:?usage: nixos-exporter FOLDER}
root=${NIXOS_EXPORTER_ROOT:-}
profiles=$root/nix/var/nix/profiles
database=$root/nix/var/nix/db/db.sqlite
current=$root/run/current-system
booted=$root/run/booted-system
boot=$root/boot

target=$folder/nixos.prom
work=$(mktemp "$folder/.nixos.XXXXXX")
trap 'rm -f "$work"' EXIT

metric() { # NAME HELP VALUE [LABELS]
  printf '# HELP %s %s\n# TYPE %s gauge\n%s%s %s\n' "$1" "$2" "$1" "$1" "${4:+{$4\}}" "$3" >>"$work"
}

# Backslash, quote and newline are what the text format escapes in labels.
label() { # VALUE
  local value=${1//\\/\\\\}
  value=${value//\"/\\\"}
  printf '%s' "${value//$'\n'/ }"
}

generation_of() { # LINK: the generation whose system LINK points at; nothing where there is none
  local system link number newest=
  system=$(readlink -f -- "$1") || return 0
  for link in "$profiles"/system-*-link; do
    [ -L "$link" ] || continue
    # Two generations can be the same system; the newest of them is the one somebody switched to.
    if [ "$(readlink -f -- "$link")" = "$system" ]; then
      number=${link##*/system-}
      number=${number%-link}
      if [ -z "$newest" ] || [ "$number" -gt "$newest" ]; then newest=$number; fi
    fi
  done
  printf '%s' "$newest"
}

# --- generations ------------------------------------------------------------------------------------
generations=0
for link in "$profiles"/system-*-link; do
  if [ -L "$link" ]; then generations=$((generations + 1)); fi
done
metric nixos_generations "Generations of the system that are kept." "$generations"

running=$(generation_of "$current")
# A system that was switched to with "test" has no generation of its own.
metric nixos_generation_current "Generation that runs; 0 where it is none of those kept." "${running:-0}"
started=$(generation_of "$booted")
metric nixos_generation_booted "Generation the host was booted with; 0 where it is none of those kept." "${started:-0}"

if [ -L "$profiles/system" ]; then
  link=$(readlink -- "$profiles/system")
  number=${link##*/}
  number=${number#system-}
  metric nixos_generation_default "Generation the host boots with next time." "${number%-link}"
  metric nixos_configuration_built_timestamp_seconds "When the newest configuration became the default." \
    "$(stat --format=%Y -- "$profiles/${link##*/}")"
fi

# --- reboot -----------------------------------------------------------------------------------------
reboot=0
if [ -e "$booted" ] && [ -e "$current" ]; then
  for part in kernel initrd kernel-modules; do
    if [ "$(readlink -f -- "$booted/$part" || true)" != "$(readlink -f -- "$current/$part" || true)" ]; then
      reboot=1
    fi
  done
fi
metric nixos_reboot_needed "1 while the running kernel or initrd is older than the configuration." "$reboot"

# --- revision ---------------------------------------------------------------------------------------
if version=$(nixos-version --json 2>/dev/null); then
  revision=$(jq -r '.configurationRevision // "unknown"' <<<"$version")
  release=$(jq -r '.nixosVersion // "unknown"' <<<"$version")
  metric nixos_configuration_info "Revision of the fleet and of NixOS that runs." 1 \
    "revision=\"$(label "$revision")\",version=\"$(label "$release")\""
fi

# --- store ------------------------------------------------------------------------------------------
# Asking Nix's own database takes a moment; walking the store would take minutes.
if [ -r "$database" ] &&
  sums=$(sqlite3 -readonly -separator ' ' "$database" 'select count(*), coalesce(sum(narSize), 0) from ValidPaths'); then
  metric nixos_store_paths "Paths in the Nix store." "${sums% *}"
  metric nixos_store_bytes "Size of all paths in the Nix store, before identical files are shared." "${sums#* }"
fi

# --- /boot ------------------------------------------------------------------------------------------
if [ -d "$boot" ]; then
  read -r size free < <(df --block-size=1 --output=size,avail -- "$boot" | tail -n 1)
  metric nixos_boot_size_bytes "Size of the file system that holds /boot." "$size"
  metric nixos_boot_free_bytes "Free space where kernels and initrds are put." "$free"
fi

# --- units ------------------------------------------------------------------------------------------
if failed=$(systemctl list-units --failed --plain --no-legend --no-pager 2>/dev/null); then
  metric nixos_failed_units "Units in the state failed." "$(grep -c . <<<"$failed" || true)"
fi

metric nixos_exporter_last_run_timestamp_seconds "When these numbers were taken." "$(date +%s)"

chmod 0644 "$work"
# The node exporter must never see half a file.
mv -f "$work" "$target"
