#!/bin/bash
# Runs inside the root that unpack.sh made, as the one program of a D-Bus session. Starts KWin and Plasma without a screen, runs
# /in/layout.js as plasma-manager would at login, and prints what Plasma and KWin say as lines "MEASURED name json".
# WIDTH, HEIGHT, SCALE, SCREENS: what KWin shall believe in. RELOGIN=1: Plasma is started once more after the script.
# PICTURE=1: KWin runs inside another compositor, which takes a picture of it to /out/picture.png.
set -uo pipefail

export XDG_CURRENT_DESKTOP=KDE QT_QUICK_BACKEND=software KWIN_COMPOSE=Q QT_QPA_PLATFORM=wayland
export WAYLAND_DISPLAY=plasma

say() { echo "MEASURED $1 $2"; }
die() {
  echo "$1" >&2
  tail -n 20 /tmp/*.log >&2
  exit 1
}
# Waits up to N half seconds for a command to succeed.
await() {
  local left=$1
  shift
  until "$@"; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    sleep 0.5
  done
}
script() { qdbus6 org.kde.plasmashell /PlasmaShell org.kde.PlasmaShell.evaluateScript "$1" 2>/dev/null; }
has_ended() { ! kill -0 "$shell" 2>/dev/null; }
has_panels() { [ "$(script 'print(panels().length)')" -ge 0 ] 2>/dev/null; }

mkdir -p /tmp/home/.config
cp /in/config/* /tmp/home/.config/ 2>/dev/null

if [ "${PICTURE:-0}" = 1 ]; then
  cat >/tmp/sway.conf <<END
output HEADLESS-1 mode ${WIDTH}x${HEIGHT}@60Hz
default_border none
for_window [app_id=".*"] fullscreen enable
END
  env -u WAYLAND_DISPLAY -u QT_QPA_PLATFORM WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1 \
    sway -c /tmp/sway.conf >/tmp/sway.log 2>&1 &
  await 40 test -S "$XDG_RUNTIME_DIR/wayland-1" || die 'The outer compositor did not start.'
  kwin_wayland --wayland-display wayland-1 --width "$WIDTH" --height "$HEIGHT" --scale "$SCALE" \
    --socket plasma --no-lockscreen --no-global-shortcuts >/tmp/kwin.log 2>&1 &
else
  kwin_wayland --virtual --width "$WIDTH" --height "$HEIGHT" --scale "$SCALE" --output-count "$SCREENS" \
    --socket plasma --no-lockscreen --no-global-shortcuts >/tmp/kwin.log 2>&1 &
fi
await 60 test -S "$XDG_RUNTIME_DIR/plasma" || die 'KWin did not start.'

/usr/lib/x86_64-linux-gnu/libexec/kactivitymanagerd >/tmp/activities.log 2>&1 &
plasmashell --no-respawn >/tmp/shell.log 2>&1 &
shell=$!
await 120 has_panels || die 'Plasma did not start.'
sleep 3 # Its own first panels are still being made: what they are told now would be lost.

script "$(cat /in/layout.js)"
sleep 2

if [ "${RELOGIN:-0}" = 1 ]; then
  # The bracket of the key arrives quoted; plasma-manager repairs it in the same way, then starts Plasma anew.
  qdbus6 org.kde.plasmashell /MainApplication quit >/dev/null 2>&1
  await 40 has_ended || kill -9 "$shell"
  sed -i 's/^lastScreen\\x5b$i\\x5d=/lastScreen[$i]=/' /tmp/home/.config/plasma-org.kde.plasma.desktop-appletsrc
  plasmashell --no-respawn >>/tmp/shell.log 2>&1 &
  shell=$!
  await 120 has_panels || die 'Plasma did not start again.'
  sleep 3
fi

# Answers of a KWin script come through its log.
kwin_script() {
  local name="s$RANDOM$RANDOM" id
  printf '%s\n' "$1" >"/tmp/$name.js"
  id=$(qdbus6 org.kde.KWin /Scripting org.kde.kwin.Scripting.loadScript "/tmp/$name.js" "$name")
  qdbus6 org.kde.KWin "/Scripting/Script$id" org.kde.kwin.Script.run >/dev/null
  sleep 0.4
  qdbus6 org.kde.KWin /Scripting org.kde.kwin.Scripting.unloadScript "$name" >/dev/null
  sed -n 's/^js: ANSWER //p' /tmp/kwin.log | tail -n 1
}
BOXES='
const box = ({ x, y, width, height }) => [x, y, width, height];
print("ANSWER " + JSON.stringify({
  docks: workspace.windowList().filter((w) => w.dock).map((w) => ({ screen: workspace.screens.indexOf(w.output), box: box(w.frameGeometry) })),
  windows: workspace.windowList().filter((w) => w.normalWindow).map((w) => ({ class: w.resourceClass, frame: box(w.frameGeometry), client: box(w.clientGeometry) })),
  screens: workspace.screens.map((s) => ({ box: box(s.geometry), workArea: box(workspace.clientArea(KWin.MaximizeArea, s, workspace.currentDesktop)) })),
}));'
# Until every panel is there and three looks, a second apart, agree.
settled() {
  local before='' now panels docks agreed=0
  panels=$(script 'print(panels().length)')
  for _ in $(seq 40); do
    now=$(kwin_script "$BOXES")
    docks=$(echo "$now" | grep -o '"docks":[^]]*\(\][^]]*\)*"windows"' | grep -o '"screen":' | wc -l)
    if [ "$docks" -ge "$panels" ] && [ "$now" = "$before" ]; then agreed=$((agreed + 1)); else agreed=0; fi
    [ "$agreed" -ge 2 ] && break
    before=$now
    sleep 1
  done
  echo "$now"
}
PANELS='print(JSON.stringify(panels().map((p) => ({ screen: p.screen, location: p.location, alignment: p.alignment, height: p.height, length: p.length, minimumLength: p.minimumLength, maximumLength: p.maximumLength, lengthMode: p.lengthMode, offset: p.offset, floating: p.floating, hiding: p.hiding, widgets: p.widgets().map((w) => w.type) }))))'

foot -a example >/tmp/foot.log 2>&1 &
foot=$!
sleep 2
say window "$(settled)"
kwin_script 'workspace.windowList().filter((w) => w.normalWindow).forEach((w) => w.setMaximize(true, true)); print("ANSWER {}");' >/dev/null
say maximised "$(settled)"
say panels "$(script "$PANELS" | head -n 1)"
say version "\"$(plasmashell --version | sed -n 's/.* //p')\""
if [ "${PICTURE:-0}" = 1 ]; then
  kwin_script 'workspace.windowList().filter((w) => w.normalWindow).forEach((w) => w.setMaximize(false, false)); print("ANSWER {}");' >/dev/null
  sleep 2
  WAYLAND_DISPLAY=wayland-1 grim /out/picture.png
fi
# Last, since a screen on which nothing ever happened is not drawn, and panels on it keep the length they began with.
kill "$foot"
sleep 2
say empty "$(settled)"
