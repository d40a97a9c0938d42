import { isAtLeast, type HyprlandVersion } from '../../model';

/** What hyprlang can bind a key to, in 0.56. */
const DISPATCHERS: ReadonlySet<string> = new Set(
  `exec execr killactive forcekillactive closewindow killwindow signal signalwindow togglefloating setfloating settiled
  workspace renameworkspace fullscreen fullscreenstate movetoworkspace movetoworkspacesilent pseudo movefocus movewindow
  swapwindow centerwindow togglegroup changegroupactive movegroupwindow focusmonitor movecursortocorner movecursor
  workspaceopt exit movecurrentworkspacetomonitor focusworkspaceoncurrentmonitor moveworkspacetomonitor
  togglespecialworkspace forcerendererreload resizeactive moveactive cyclenext focuswindowbyclass focuswindow tagwindow
  toggleswallow submap pass sendshortcut sendkeystate layoutmsg dpms movewindowpixel resizewindowpixel swapnext
  swapactiveworkspaces pin mouse bringactivetotop alterzorder focusurgentorlast focuscurrentorlast lockgroups
  lockactivegroup moveintogroup moveoutofgroup movewindoworgroup moveintoorcreategroup setignoregrouplock
  denywindowfromgroup event global setprop forceidle releaseinputcapture resizewindow`.split(/\s+/),
);

/** What older versions had, and the first version without it. */
const GONE: Readonly<Record<string, number>> = {
  togglesplit: 55,
  swapsplit: 55,
  splitratio: 55,
  fakefullscreen: 42,
  toggleopaque: 42,
};

/** Whether `version` knows a dispatcher. One with a colon or a dash is a plugin's. */
export function isDispatcher(
  name: string,
  version: HyprlandVersion,
): 'known' | 'gone' | 'plugin' | 'unknown' {
  if (DISPATCHERS.has(name)) return 'known';
  if (Object.hasOwn(GONE, name)) return isAtLeast(version, 0, GONE[name]!) ? 'gone' : 'known';
  return /[-:]/.test(name) ? 'plugin' : 'unknown';
}
