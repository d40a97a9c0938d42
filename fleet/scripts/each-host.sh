#!/usr/bin/env bash
# each-host.sh [-j N] HOST… -- COMMAND…
# Runs COMMAND once for each host, N at a time (1 unless told), with {} in its words replaced by the host's name.
# Prints what each said, then a line a host with its exit code and seconds; ends with the highest code.
set -uo pipefail

jobs=1
hosts=()
while [ $# -gt 0 ]; do
  case $1 in
    -j) jobs=$2; shift 2 ;;
    --) shift; break ;;
    *) hosts+=("$1"); shift ;;
  esac
done
if [ ${#hosts[@]} -eq 0 ] || [ $# -eq 0 ]; then
  echo "usage: each-host.sh [-j N] HOST… -- COMMAND…" >&2
  exit 2
fi

said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
trap 'kill $(jobs -p) 2>/dev/null; exit 130' INT TERM

run() {
  local host=$1 started=$SECONDS words=()
  shift
  for word in "$@"; do words+=("${word//\{\}/$host}"); done
  "${words[@]}" >"$said/$host.out" 2>&1 </dev/null
  echo "$? $((SECONDS - started))" >"$said/$host.code"
}

for host in "${hosts[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n || true; done
  run "$host" "$@" &
done
wait

worst=0
for host in "${hosts[@]}"; do
  sed "s/^/$host: /" "$said/$host.out"
done
for host in "${hosts[@]}"; do
  read -r code seconds <"$said/$host.code"
  printf '%-12s exit %3d  %4d s\n' "$host" "$code" "$seconds"
  [ "$code" -gt "$worst" ] && worst=$code
done
exit "$worst"
