import type { Bind, Modifier } from '../model';
import type { PlayAction } from './actions';
import { programOfCommand } from './programs';

/** A key as a page hears it. */
export interface PressedKey {
  /** `KeyboardEvent.code`: where the key is. */
  readonly code: string;
  /** `KeyboardEvent.key`: what it writes. */
  readonly key: string;
  readonly meta: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** Names xkb has for keys that a page calls otherwise; lower case. */
const BY_CODE: Readonly<Record<string, string>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Enter: 'return',
  NumpadEnter: 'kp_enter',
  Space: 'space',
  Escape: 'escape',
  Backspace: 'backspace',
  Delete: 'delete',
  Tab: 'tab',
  Minus: 'minus',
  Equal: 'equal',
  Comma: 'comma',
  Period: 'period',
  Slash: 'slash',
  Semicolon: 'semicolon',
  Quote: 'apostrophe',
  BracketLeft: 'bracketleft',
  BracketRight: 'bracketright',
  Backslash: 'backslash',
  Backquote: 'grave',
  PageUp: 'prior',
  PageDown: 'next',
  Home: 'home',
  End: 'end',
  Insert: 'insert',
  PrintScreen: 'print',
};

/** X keycodes of the row of digits, `code:10` for 1. */
const FIRST_DIGIT_CODE = 10;

/** The names a bind may have for a pressed key, lower case. */
function namesOf({ code, key }: PressedKey): readonly string[] {
  const names = [key.toLowerCase()];
  if (code in BY_CODE) names.push(BY_CODE[code] ?? '');
  const letter = /^Key([A-Z])$/u.exec(code)?.[1];
  if (letter !== undefined) names.push(letter.toLowerCase());
  const digit = /^Digit(\d)$/u.exec(code)?.[1];
  if (digit !== undefined) {
    names.push(digit, `code:${digit === '0' ? FIRST_DIGIT_CODE + 9 : FIRST_DIGIT_CODE + Number(digit) - 1}`);
  }
  return names;
}

function held(pressed: PressedKey): ReadonlySet<Modifier> {
  const modifiers = new Set<Modifier>();
  if (pressed.meta) modifiers.add('SUPER');
  if (pressed.ctrl) modifiers.add('CTRL');
  if (pressed.alt) modifiers.add('ALT');
  if (pressed.shift) modifiers.add('SHIFT');
  return modifiers;
}

const same = (wanted: readonly Modifier[], have: ReadonlySet<Modifier>): boolean =>
  wanted.length === have.size && wanted.every((modifier) => have.has(modifier));

/**
 * The host's bind for a pressed key, of its global submap. The window manager of whoever looks often keeps Super for itself:
 * Alt stands for it where no bind wants Alt.
 */
export function bindFor(binds: readonly Bind[], pressed: PressedKey): Bind | undefined {
  const names = namesOf(pressed);
  const candidates = binds.filter(
    ({ key, submap, flags }) =>
      submap === undefined && !flags.includes('mouse') && names.includes(key.toLowerCase()),
  );
  const modifiers = held(pressed);
  const exact = candidates.find((bind) => same(bind.modifiers, modifiers));
  if (exact || !pressed.alt || pressed.meta) return exact;
  const instead = new Set<Modifier>(
    [...modifiers].map((modifier) => (modifier === 'ALT' ? 'SUPER' : modifier)),
  );
  return candidates.find((bind) => same(bind.modifiers, instead));
}

/** What a bind does in a preview, or null where it does nothing a picture shows. */
export function actionOf(bind: Pick<Bind, 'action' | 'argument'>): PlayAction | null {
  const { action, argument } = bind;
  if (action === 'exec' || action === 'execr' || action.endsWith('exec_cmd')) {
    const program = programOfCommand(argument);
    return program ? { do: 'open', ...program } : null;
  }
  return { do: 'dispatch', dispatcher: action.slice(0, 200), argument: argument.slice(0, 200) };
}

/** A bind in words: `SUPER + Q: killactive`. */
export function bindWords({ modifiers, key, action, argument, description }: Bind): string {
  return `${[...modifiers, key].join(' + ')}: ${description ?? `${action} ${argument}`.trim()}`;
}
