import { LayoutError } from '../error';
import { findWindow } from '../find';
import { matchesPattern } from '../rules/pattern';
import type { Desk, Direction, Win } from '../state';

/** Left, right, up, down by the letter a dispatch gives. Throws LayoutError for another. */
export function directionOf(text: string): Direction {
  switch (text.trim()[0]) {
    case 'l':
      return 'left';
    case 'r':
      return 'right';
    case 'u':
    case 't':
      return 'up';
    case 'd':
    case 'b':
      return 'down';
    default:
      throw new LayoutError('bad-dispatch', `"${text}" is not a direction: use l, r, u or d.`);
  }
}

/** The focused window. Throws LayoutError where nothing has the focus. */
export function focusedWindow(desk: Desk): Win {
  const win = findWindow(desk, desk.focused);
  if (!win) throw new LayoutError('no-window', 'No window has the focus.');
  return win;
}

/** A window by `class:`, `title:`, `address:` (its id here), or what stands alone: a class. */
export function selectedWindow(desk: Desk, text: string): Win {
  const [, kind = 'class', pattern = ''] = /^(class|title|initialclass|initialtitle|address):(.*)$/.exec(
    text.trim(),
  ) ?? ['', 'class', text.trim()];
  for (const win of desk.windows.values()) {
    if (kind === 'address' ? win.id === pattern : matchesPattern(pattern, subject(win, kind))) return win;
  }
  throw new LayoutError('no-window', `No window is "${text}".`);
}

function subject(win: Win, kind: string): string {
  if (kind === 'title') return win.title;
  if (kind === 'initialtitle') return win.initialTitle;
  return kind === 'initialclass' ? win.initialClass : win.class;
}

/** Two whole numbers of a resize or move, `exact` before them for absolute ones; a percentage is of the monitor. */
export function stepsOf(
  text: string,
  whole: { w: number; h: number },
): { exact: boolean; x: number; y: number } {
  const words = text.trim().split(/\s+/);
  const exact = words[0] === 'exact';
  const read = (word: string | undefined, length: number): number => {
    const value = Number.parseFloat(word ?? '');
    if (!Number.isFinite(value) || Math.abs(value) > 1e6)
      throw new LayoutError('bad-dispatch', `"${text}" is not two numbers.`);
    return word?.endsWith('%') ? (value / 100) * length : value;
  };
  const [x, y] = exact ? words.slice(1) : words;
  return { exact, x: read(x, whole.w), y: read(y, whole.h) };
}
