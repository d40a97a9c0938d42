/** The argument of a table of Lua by name: `{ monitor = "DP-1" }`. */
const argument = (text: string, name: string): string | undefined =>
  new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([\\w.+-]+))`)
    .exec(text)
    ?.slice(1)
    .find((part) => part !== undefined);

const quoted = (text: string): string => /["']([^"']*)["']/.exec(text)?.[1] ?? '';

/**
 * The dispatcher of hyprlang for a call of `hl.dsp` as cases write it: one call with text or a table of texts. Undefined
 * for anything else, so that nothing is guessed.
 */
export function fromLuaDispatch(call: string): string | undefined {
  const match = /^\s*hl\.dsp\.([\w.]+)\s*\((.*)\)\s*$/s.exec(call);
  if (!match) return undefined;
  const [, name = '', inside = ''] = match;
  const direction = argument(inside, 'direction') ?? '';
  switch (name) {
    case 'layout':
      return `layoutmsg ${quoted(inside)}`;
    case 'focus': {
      const monitor = argument(inside, 'monitor');
      if (monitor !== undefined) return `focusmonitor ${monitor}`;
      const workspace = argument(inside, 'workspace');
      if (workspace !== undefined) return `workspace ${workspace}`;
      const win = argument(inside, 'window');
      return win === undefined ? `movefocus ${direction}` : `focuswindow ${win}`;
    }
    case 'window.fullscreen':
      return `fullscreen ${argument(inside, 'mode')?.startsWith('max') ? 1 : 0}`;
    case 'window.float':
      return 'togglefloating';
    case 'window.pseudo':
      return 'pseudo';
    case 'window.pin':
      return 'pin';
    case 'window.center':
      return 'centerwindow';
    case 'window.close':
      return 'killactive';
    case 'window.swap':
      return `swapwindow ${direction}`;
    case 'window.move': {
      const workspace = argument(inside, 'workspace');
      return workspace === undefined ? `movewindow ${direction}` : `movetoworkspace ${workspace}`;
    }
    case 'window.cycle_next':
      return 'cyclenext';
    case 'group.toggle':
      return 'togglegroup';
    case 'group.next':
      return 'changegroupactive f';
    case 'group.prev':
      return 'changegroupactive b';
    case 'workspace.toggle_special':
      return `togglespecialworkspace ${quoted(inside)}`;
    default:
      return undefined;
  }
}
