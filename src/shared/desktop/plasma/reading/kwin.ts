import { TITLE_BAR_BUTTONS, type TitleBarButton, type TitleBarButtons } from '../model';
import type { Sourced } from '../../model';
import type { Reading } from './notes';

/** KWin's own where nothing is written. */
const LEFT: readonly TitleBarButton[] = ['more-window-actions', 'on-all-desktops'];
const RIGHT: readonly TitleBarButton[] = ['help', 'minimize', 'maximize', 'close'];

function readSide(
  plasma: Reading,
  side: 'left' | 'right',
  usual: readonly TitleBarButton[],
): Sourced<readonly TitleBarButton[]> {
  const path = `kwin.titlebarButtons.${side}`;
  const written = plasma.texts(path);
  const setting = plasma.at(path);
  if (!written || !setting) return { value: usual };
  const buttons = written.value.flatMap((word) => {
    const button = TITLE_BAR_BUTTONS.find((each) => each === word);
    if (button === undefined) plasma.note(path, 'invalid', setting, `There is no button "${word}".`);
    return button ?? [];
  });
  return { ...written, value: buttons };
}

export const readButtons = (plasma: Reading): TitleBarButtons => ({
  left: readSide(plasma, 'left', LEFT),
  right: readSide(plasma, 'right', RIGHT),
});

/** More desktops than KWin makes. */
const MOST_DESKTOPS = 25;

/** Virtual desktops: `number` and `names` may each be written; plasma-manager takes the larger. */
export function readDesktops(plasma: Reading): {
  readonly desktops: Sourced<number>;
  readonly desktopRows: Sourced<number>;
  readonly desktopNames: readonly string[];
} {
  const path = 'kwin.virtualDesktops';
  const number = plasma.whole(`${path}.number`, 1);
  const names = plasma.texts(`${path}.names`);
  const rows = plasma.whole(`${path}.rows`, 1);
  const named = names ? { ...names, value: names.value.length } : undefined;
  const most = named && (!number || named.value > number.value) ? named : number;
  return {
    desktops: most ? { ...most, value: Math.min(MOST_DESKTOPS, Math.max(1, most.value)) } : { value: 1 },
    desktopRows: rows ?? { value: 1 },
    desktopNames: names?.value ?? [],
  };
}
