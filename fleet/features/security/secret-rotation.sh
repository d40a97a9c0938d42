# Tells which secrets are due for rotation.
#   secret-rotation TABLE METRICS
# TABLE    JSON: { NAME: { "last": "YYYY-MM-DD", "days": N, "owner": FEATURE } }
# METRICS  folder for node exporter's texts; where it is missing, only the journal is told

table=$1
metrics=$2
now=$(date +%s)
lines=

while IFS=$'\t' read -r name last days owner; do
  due=$(($(date -d "$last" +%s) + days * 86400))
  lines+="fleet_secret_rotation_due_timestamp_seconds{secret=\"$name\",owner=\"$owner\"} $due"$'\n'
  left=$(((due - now) / 86400))
  if [ "$now" -ge "$due" ]; then
    # The number in front is the priority the journal keeps the line under.
    echo "<4>The secret $name (read by $owner) is due for rotation since $(date -d "@$due" +%F)."
  elif [ "$left" -lt 14 ]; then
    echo "<5>The secret $name (read by $owner) is due for rotation in $left days."
  fi
done < <(jq -r 'to_entries[] | [.key, .value.last, (.value.days | tostring), .value.owner] | @tsv' "$table")

if [ -d "$metrics" ]; then
  {
    echo "# HELP fleet_secret_rotation_due_timestamp_seconds When a secret is to be replaced."
    echo "# TYPE fleet_secret_rotation_due_timestamp_seconds gauge"
    printf '%s' "$lines"
  } >"$metrics/secret-rotation.prom.new"
  mv "$metrics/secret-rotation.prom.new" "$metrics/secret-rotation.prom"
fi
