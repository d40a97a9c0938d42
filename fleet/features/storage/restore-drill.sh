# Restores files of the newest backup of this host, chosen by lot, and compares them with those on the host.
# restore-drill FILES MAX_MIB [FOLDER]    FOLDER takes the numbers for node exporter
# RESTIC_REPOSITORY and RESTIC_PASSWORD_FILE say which repository.

files=${1:?usage: restore-drill FILES MAX_MIB [FOLDER]}
limit=$((${2:?usage: restore-drill FILES MAX_MIB [FOLDER]} * 1024 * 1024))
metrics=${3:-}
started=$(date +%s)
success=0
saved=0
# Same as on the host; changed on the host since; not restored, or not as the backup says; not what the host has.
same=0
changed=0
broken=0
different=0
work=$(mktemp --directory)

report() {
  rm --recursive --force -- "$work"
  if [ -z "$metrics" ] || [ ! -d "$metrics" ]; then
    return
  fi
  local new="$metrics/restore-drill.prom.$$"
  cat > "$new" <<END
# HELP snowfleet_restore_drill_success Whether all files of the last drill came back as they were saved.
# TYPE snowfleet_restore_drill_success gauge
snowfleet_restore_drill_success $success
# HELP snowfleet_restore_drill_timestamp_seconds When the last drill ended.
# TYPE snowfleet_restore_drill_timestamp_seconds gauge
snowfleet_restore_drill_timestamp_seconds $(date +%s)
# HELP snowfleet_restore_drill_duration_seconds How long the last drill took.
# TYPE snowfleet_restore_drill_duration_seconds gauge
snowfleet_restore_drill_duration_seconds $(($(date +%s) - started))
# HELP snowfleet_restore_drill_snapshot_timestamp_seconds When the backup was made that the last drill restored.
# TYPE snowfleet_restore_drill_snapshot_timestamp_seconds gauge
snowfleet_restore_drill_snapshot_timestamp_seconds $saved
# HELP snowfleet_restore_drill_files Files of the last drill by what came of them.
# TYPE snowfleet_restore_drill_files gauge
snowfleet_restore_drill_files{result="same"} $same
snowfleet_restore_drill_files{result="changed"} $changed
snowfleet_restore_drill_files{result="broken"} $broken
snowfleet_restore_drill_files{result="different"} $different
END
  chmod 0644 "$new"
  mv -- "$new" "$metrics/restore-drill.prom"
}
trap report EXIT

newest=$(restic snapshots --host "$(uname -n)" --json | jq 'max_by(.time)')
if [ "$newest" = null ]; then
  echo "restore-drill: no backup of this host in $RESTIC_REPOSITORY" >&2
  exit 1
fi
snapshot=$(jq --raw-output '.id' <<< "$newest")
saved=$(date --date "$(jq --raw-output '.time' <<< "$newest")" +%s)

# Size, time of change and name of each file; names with line breaks are left out.
restic ls --json "$snapshot" |
  jq --raw-output --argjson limit "$limit" '
    select((.message_type // .struct_type) == "node" and .type == "file")
    | select(.size > 0 and .size <= $limit and (.path | test("[\t\n]") | not))
    | [.size, .mtime, .path] | join("\t")
  ' |
  shuf --head-count="$files" > "$work/chosen"

if [ ! -s "$work/chosen" ]; then
  echo "restore-drill: the backup of $(date --date "@$saved") holds no file to restore" >&2
  exit 1
fi

include=()
while IFS=$'\t' read -r _ _ path; do
  # A name is a pattern to restic.
  include+=(--include "$(printf '%s' "$path" | sed 's/[][*?\\]/\\&/g')")
done < "$work/chosen"
restic restore "$snapshot" --target "$work/restored" "${include[@]}"

while IFS=$'\t' read -r size changed_at path; do
  copy="$work/restored$path"
  if [ ! -f "$copy" ] || [ "$(stat --format %s -- "$copy")" -ne "$size" ]; then
    broken=$((broken + 1))
    echo "restore-drill: did not come back as it was saved: $path" >&2
  elif [ ! -f "$path" ] ||
    [ "$(stat --format %s -- "$path")" -ne "$size" ] ||
    [ "$(stat --format %Y -- "$path")" -ne "$(date --date "$changed_at" +%s)" ]; then
    changed=$((changed + 1))
  elif cmp --silent -- "$copy" "$path"; then
    same=$((same + 1))
  else
    different=$((different + 1))
    echo "restore-drill: the same size and time, but not the same content: $path" >&2
  fi
done < "$work/chosen"

echo "Restored $((same + changed)) files of the backup of $(date --date "@$saved"): $same as on the host, $changed changed since; $broken broken, $different different."
if [ $((broken + different)) -gt 0 ]; then
  exit 1
fi
success=1
