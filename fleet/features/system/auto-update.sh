# Brings this host to the fleet's newest revision, and back if it does not do well there.
#
#   1. asks the repository for its revision; done if it is the one that runs, or one that failed here before
#   2. builds the host's system
#   3. activates it without making it what the next start boots
#   4. looks at the host; what ran before has to run still
#   5. well: makes it the next start's system. Not well: activates the old one again, and remembers the revision
#
# Until step 5 a power cut, too, leads back to the old system.
#
# From the environment
#   FLAKE     where the fleet is              HOST      name in nixosConfigurations
#   UNITS     units to look at                URLS      addresses that have to answer
#   PATIENCE  seconds to wait for them        STATE     folder to remember things in
#   METRICS   folder for node exporter's texts; where it is missing, none are written

profile=/nix/var/nix/profiles/system
# The activated system is not the profile's while it is on trial.
old=$(readlink -f /run/current-system)
trial=no
rolled_back=0
result=1

nix_() {
  nix --extra-experimental-features "nix-command flakes" "$@"
}

tell() {
  [ -d "$METRICS" ] || return 0
  {
    echo "# HELP fleet_auto_update_success Whether the last run ended well."
    echo "# TYPE fleet_auto_update_success gauge"
    echo "fleet_auto_update_success $((1 - result))"
    echo "# HELP fleet_auto_update_rolled_back Whether the last run had to go back to the old system."
    echo "# TYPE fleet_auto_update_rolled_back gauge"
    echo "fleet_auto_update_rolled_back $rolled_back"
    echo "# HELP fleet_auto_update_last_run_timestamp_seconds When the last run ended."
    echo "# TYPE fleet_auto_update_last_run_timestamp_seconds gauge"
    echo "fleet_auto_update_last_run_timestamp_seconds $(date +%s)"
  } >"$METRICS/auto-update.prom.new"
  mv "$METRICS/auto-update.prom.new" "$METRICS/auto-update.prom"
}

go_back() {
  trial=no
  rolled_back=1
  echo "<4>Going back to $old"
  "$old/bin/switch-to-configuration" test || echo "<3>Going back ended with an error: see above."
  printf '%s\n' "$revision" >>"$STATE/rejected"
}

at_end() {
  # Stopped, or an error nobody expected, while the new system was on trial.
  if [ "$trial" = yes ]; then
    go_back
  fi
  tell
}
trap at_end EXIT
trap 'exit 1' INT TERM

failed_units() {
  systemctl list-units --failed --plain --no-legend | awk '{ print $1 }' | sort
}

active_of() {
  local unit
  for unit in $1; do
    if systemctl is-active --quiet "$unit"; then
      echo "$unit"
    fi
  done
}

# Prints what is wrong.
problems() {
  local unit activity url
  comm -13 <(printf '%s\n' "$failed_before") <(failed_units) | sed '/^$/d; s/$/ has failed/'
  for unit in $UNITS; do
    activity=$(systemctl show --property ActiveState --value "$unit")
    case $activity in
    failed | activating | deactivating | reloading) echo "$unit is $activity" ;;
    esac
  done
  for unit in $active_before; do
    # Only those the new system still has: it may have been taken out on purpose.
    if [ "$(systemctl show --property LoadState --value "$unit")" = loaded ] &&
      ! systemctl is-active --quiet "$unit"; then
      echo "$unit ran before and does not now"
    fi
  done
  for url in $URLS; do
    curl --fail --silent --show-error --output /dev/null --max-time 10 "$url" 2>&1 || true
  done
}

metadata=$(nix_ flake metadata --refresh --json "$FLAKE")
revision=$(jq -r '.locked.rev // .revision // .locked.narHash' <<<"$metadata")
locked=$(jq -r '.url' <<<"$metadata")

if [ "$revision" = "$(cat "$STATE/revision" 2>/dev/null)" ]; then
  echo "Up to date at $revision"
  result=0
  exit 0
fi
if grep -qxF "$revision" "$STATE/rejected" 2>/dev/null; then
  echo "<4>$revision did not do well here before; waiting for another"
  exit 1
fi

echo "Building $HOST at $revision"
# The link keeps the collector away from it.
nix_ build --out-link "$STATE/candidate" "$locked#nixosConfigurations.\"$HOST\".config.system.build.toplevel"
new=$(readlink -f "$STATE/candidate")

if [ "$new" != "$old" ]; then
  failed_before=$(failed_units)
  active_before=$(active_of "$UNITS")

  trial=yes
  code=0
  "$new/bin/switch-to-configuration" test || code=$?
  if [ "$code" -ne 0 ]; then
    echo "<3>Activating $new ended with $code"
    go_back
    exit 1
  fi

  waited=0
  while wrong=$(problems) && [ -n "$wrong" ]; do
    if [ "$waited" -ge "$PATIENCE" ]; then
      while read -r problem; do echo "<3>$problem"; done <<<"$wrong"
      go_back
      exit 1
    fi
    sleep 5
    waited=$((waited + 5))
  done
  trial=no
fi

nix-env --profile "$profile" --set "$new"
"$new/bin/switch-to-configuration" boot
printf '%s\n' "$revision" >"$STATE/revision"
result=0
echo "Running $new"
