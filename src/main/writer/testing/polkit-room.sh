#!/bin/sh
# For tests: runs a command as the user `nobody` where polkit lets that user write drives through an installed helper, in
# namespaces of their own (mounts, processes), so that nothing of the machine changes. Needs root, dbus, polkitd, pkexec.
#   polkit-room.sh DIR BUNDLE POLICY NODE LIBEXEC COMMAND…
#     DIR      a folder for what the room needs
#     LIBEXEC  where the helper is installed, below /opt: root's alone in the room
# Without ALLOW=1 in the environment no rule lets the user: polkit then asks, and nobody answers.
set -eu
dir=$1 bundle=$2 policy=$3 node=$4 libexec=$5
shift 5
mount -t tmpfs -o mode=755 tmpfs /opt
mkdir -p "$libexec" "$dir/actions" "$dir/rules"
helper=$libexec/snowfleet-writer
{ printf '#!%s\n' "$node" && cat "$bundle"; } >"$helper"
chmod 755 "$helper"
: >"$libexec/allow-loop"
sed "s#@helper@#$helper#" "$policy" >"$dir/actions/org.snowfleet.write-drive.policy"
if [ "${ALLOW:-}" = 1 ]; then
  cat >"$dir/rules/00-test.rules" <<'RULE'
polkit.addRule(function (action, subject) {
  if (action.id == 'org.snowfleet.write-drive' && subject.user == 'nobody') return polkit.Result.YES;
});
RULE
fi
chmod -R a+rX "$dir"
mkdir -p /run/dbus
mount -t tmpfs -o mode=755 tmpfs /run/dbus
mount --bind "$dir/actions" /usr/share/polkit-1/actions
mount --bind "$dir/rules" /etc/polkit-1/rules.d
dbus-daemon --system --nofork --nopidfile >/dev/null 2>&1 </dev/null &
waits=0
until [ -S /run/dbus/system_bus_socket ] || [ $waits -ge 100 ]; do
  sleep 0.1
  waits=$((waits + 1))
done
/usr/lib/polkit-1/polkitd --no-debug >/dev/null 2>&1 </dev/null &
until pkaction --action-id org.snowfleet.write-drive >/dev/null 2>&1 || [ $waits -ge 100 ]; do
  sleep 0.1
  waits=$((waits + 1))
done
# Not exec: the room ends with this process, and the daemons with it.
setpriv --reuid nobody --regid nogroup --clear-groups env SHELL=/bin/sh "SNOWFLEET_WRITER=$helper" "$@"
