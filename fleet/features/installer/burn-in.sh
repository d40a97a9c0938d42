# Puts load on a computer before it is trusted: processor, memory and disks. Changes nothing on the disks.
#   burn-in [MINUTES]

minutes=${1:-$MINUTES}
report=$(mktemp -d /tmp/burn-in.XXXXXX)
bad=0

if [ "$(id -u)" -ne 0 ]; then
  echo "This needs root: sudo burn-in" >&2
  exit 1
fi

mapfile -t disks < <(lsblk --nodeps --noheadings --exclude 7,11 --output PATH)

echo "Starting the disks' own tests."
for disk in "${disks[@]}"; do
  smartctl --test=short "$disk" >/dev/null 2>&1 || echo "$disk has no test of its own."
done

echo "Load on processor and memory for $minutes minutes."
if ! stress-ng --cpu 0 --cpu-method all --vm 2 --vm-bytes 75% --verify \
  --timeout "${minutes}m" --metrics-brief --tz 2>&1 | tee "$report/stress.txt"; then
  echo "FAILED: processor or memory gave wrong results or gave up."
  bad=1
fi

if dmesg --level=emerg,alert,crit,err | grep -iE 'mce|machine check|edac|hardware error' >"$report/errors.txt"; then
  echo "FAILED: the kernel saw hardware errors:"
  cat "$report/errors.txt"
  bad=1
fi

for disk in "${disks[@]}"; do
  smartctl --all "$disk" >"$report/$(basename "$disk").txt" 2>&1 || true
  # Bits 3 to 7 of the answer tell of a failing disk or of errors in its log; lower ones of the asking itself.
  code=0
  smartctl --health --log=error --log=selftest "$disk" >/dev/null 2>&1 || code=$?
  if [ $((code & 0xf8)) -ne 0 ]; then
    echo "FAILED: $disk, see $report/$(basename "$disk").txt"
    bad=1
  fi
done

if [ "$bad" -eq 0 ]; then echo "All well. What was measured is in $report."; fi
exit "$bad"
