# Compares what can be written with how it was left, and the Nix store with its checksums.
#   integrity-check CONFIG STATE METRICS STORE
# CONFIG   aide's configuration
# STATE    folder for its database and the reports
# METRICS  folder for node exporter's texts; where it is missing, none are written
# STORE    "yes" reads the whole store, too

config=$1
state=$2
metrics=$3
store=$4

system=$(readlink /run/current-system)
report="$state/report-$(date +%F).txt"
changed=0
broken=0

# A new configuration is a change that was meant: what differs then is the new state of things.
if [ ! -e "$state/aide.db" ] || [ "$(cat "$state/system" 2>/dev/null)" != "$system" ]; then
  aide --config "$config" --init >"$report" || {
    echo "<3>aide could not take stock: see $report"
    exit 1
  }
  mv "$state/aide.db.new" "$state/aide.db"
  printf '%s\n' "$system" >"$state/system"
  echo "Took stock anew, for the configuration is a new one."
else
  code=0
  aide --config "$config" --check >"$report" || code=$?
  # The lowest three bits: something added, removed, changed. From 14 on: aide itself failed.
  if [ "$code" -ge 14 ]; then
    echo "<3>aide failed with $code: see $report"
    exit 1
  elif [ "$code" -ne 0 ]; then
    changed=1
    echo "<4>Files changed that nobody deployed: see $report"
  fi
fi

if [ "$store" = yes ]; then
  if ! nix-store --verify --check-contents >>"$report" 2>&1; then
    broken=1
    echo "<3>The Nix store has paths whose contents are not what they were built as: see $report"
  fi
fi

find "$state" -name 'report-*.txt' -mtime +90 -delete

if [ -d "$metrics" ]; then
  {
    echo "# HELP fleet_integrity_files_changed Whether files changed that nobody deployed."
    echo "# TYPE fleet_integrity_files_changed gauge"
    echo "fleet_integrity_files_changed $changed"
    echo "# HELP fleet_integrity_store_broken Whether the Nix store has damaged paths."
    echo "# TYPE fleet_integrity_store_broken gauge"
    echo "fleet_integrity_store_broken $broken"
    echo "# HELP fleet_integrity_last_run_timestamp_seconds When this was last looked at."
    echo "# TYPE fleet_integrity_last_run_timestamp_seconds gauge"
    echo "fleet_integrity_last_run_timestamp_seconds $(date +%s)"
  } >"$metrics/integrity.prom.new"
  mv "$metrics/integrity.prom.new" "$metrics/integrity.prom"
fi
