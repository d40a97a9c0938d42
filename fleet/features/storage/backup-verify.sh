# Checks a restic repository and reads a part of its data.
# backup-verify PERCENT [FOLDER]    FOLDER takes the numbers for node exporter
# RESTIC_REPOSITORY and RESTIC_PASSWORD_FILE say which repository.

percent=${1:?usage: backup-verify PERCENT [FOLDER]}
metrics=${2:-}
started=$(date +%s)
success=0
snapshots=0
newest=0

report() {
  if [ -z "$metrics" ] || [ ! -d "$metrics" ]; then
    return
  fi
  local new="$metrics/backup-verify.prom.$$"
  cat > "$new" <<END
# HELP snowfleet_backup_check_success Whether the last check of the backup found it whole.
# TYPE snowfleet_backup_check_success gauge
snowfleet_backup_check_success $success
# HELP snowfleet_backup_check_timestamp_seconds When the last check of the backup ended.
# TYPE snowfleet_backup_check_timestamp_seconds gauge
snowfleet_backup_check_timestamp_seconds $(date +%s)
# HELP snowfleet_backup_check_duration_seconds How long the last check of the backup took.
# TYPE snowfleet_backup_check_duration_seconds gauge
snowfleet_backup_check_duration_seconds $(($(date +%s) - started))
# HELP snowfleet_backup_newest_snapshot_timestamp_seconds When this host was last saved.
# TYPE snowfleet_backup_newest_snapshot_timestamp_seconds gauge
snowfleet_backup_newest_snapshot_timestamp_seconds $newest
# HELP snowfleet_backup_snapshots Backups of this host in the repository.
# TYPE snowfleet_backup_snapshots gauge
snowfleet_backup_snapshots $snapshots
END
  chmod 0644 "$new"
  mv -- "$new" "$metrics/backup-verify.prom"
}
trap report EXIT

list=$(restic snapshots --host "$(uname -n)" --json)
snapshots=$(jq 'length' <<< "$list")
if [ "$snapshots" -eq 0 ]; then
  echo "backup-verify: no backup of this host in $RESTIC_REPOSITORY" >&2
  exit 1
fi
newest=$(date --date "$(jq --raw-output 'map(.time) | max' <<< "$list")" +%s)

restic check --read-data-subset="$percent%"
success=1
