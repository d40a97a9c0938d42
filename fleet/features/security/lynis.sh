# Runs Lynis over this host and keeps its score.
#   lynis-report STATE METRICS

state=$1
metrics=$2

lynis audit system --cronjob --quiet \
  --logfile "$state/lynis.log" --report-file "$state/report.dat" || true

if [ ! -s "$state/report.dat" ]; then
  echo "<3>Lynis left no report: see $state/lynis.log"
  exit 1
fi

score=$(sed -n 's/^hardening_index=//p' "$state/report.dat" | tail -n 1)
warnings=$(grep -c '^warning\[\]=' "$state/report.dat" || true)
suggestions=$(grep -c '^suggestion\[\]=' "$state/report.dat" || true)
echo "Lynis: ${score:-no score} of 100, $warnings warnings, $suggestions suggestions"
sed -n 's/^warning\[\]=/<4>/p' "$state/report.dat"

if [ -d "$metrics" ]; then
  {
    echo "# HELP fleet_lynis_score Hardening index that Lynis gives, of 100."
    echo "# TYPE fleet_lynis_score gauge"
    echo "fleet_lynis_score ${score:-0}"
    echo "# HELP fleet_lynis_warnings Warnings of the last audit."
    echo "# TYPE fleet_lynis_warnings gauge"
    echo "fleet_lynis_warnings $warnings"
  } >"$metrics/lynis.prom.new"
  mv "$metrics/lynis.prom.new" "$metrics/lynis.prom"
fi
