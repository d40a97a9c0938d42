import type { KeyboardEvent } from 'react';
import type { PressedKey } from '../../../shared/desktop';

/** What a person pressed, as binds are compared with it. */
export const pressedOf = (event: KeyboardEvent): PressedKey => ({
  code: event.code,
  key: event.key,
  meta: event.metaKey,
  ctrl: event.ctrlKey,
  alt: event.altKey,
  shift: event.shiftKey,
});

/** What our own keys do on the stage, without modifiers or with Shift alone. */
export type StageKey =
  | { readonly is: 'dispatch'; readonly dispatcher: string; readonly argument: string }
  | { readonly is: 'close' | 'open' | 'layout' | 'replay' | 'alone' };

const ARROWS: Readonly<Record<string, string>> = {
  ArrowLeft: 'l',
  ArrowRight: 'r',
  ArrowUp: 'u',
  ArrowDown: 'd',
};

const dispatch = (dispatcher: string, argument = ''): StageKey => ({ is: 'dispatch', dispatcher, argument });

const LETTERS: Readonly<Record<string, StageKey>> = {
  KeyO: { is: 'open' },
  KeyC: { is: 'close' },
  KeyF: dispatch('fullscreen', '0'),
  KeyM: dispatch('fullscreen', '1'),
  KeyV: dispatch('togglefloating'),
  KeyG: dispatch('togglegroup'),
  KeyL: { is: 'layout' },
  KeyR: { is: 'replay' },
  KeyZ: { is: 'alone' },
};

/** The meaning of a pressed key of ours, or null where it has none. */
export function stageKey({ code, meta, ctrl, alt, shift }: PressedKey): StageKey | null {
  if (meta || ctrl || alt) return null;
  const towards = ARROWS[code];
  if (towards !== undefined) return dispatch(shift ? 'movewindow' : 'movefocus', towards);
  const digit = /^Digit([1-9])$/u.exec(code)?.[1];
  if (digit !== undefined) return dispatch(shift ? 'movetoworkspace' : 'workspace', digit);
  return shift ? null : (LETTERS[code] ?? null);
}

/** The same in words, for the page and for those who hear it. */
export const STAGE_KEYS: readonly { readonly keys: string; readonly words: string }[] = [
  { keys: 'Arrows', words: 'move the focus' },
  { keys: 'Shift Arrows', words: 'move the window' },
  { keys: '1 – 9', words: 'go to a workspace' },
  { keys: 'Shift 1 – 9', words: 'send the window there' },
  { keys: 'O', words: 'open a window' },
  { keys: 'C', words: 'close it' },
  { keys: 'F', words: 'fullscreen' },
  { keys: 'M', words: 'maximise' },
  { keys: 'V', words: 'float' },
  { keys: 'G', words: 'group' },
  { keys: 'L', words: 'the next layout' },
  { keys: 'Z', words: 'one monitor alone' },
  { keys: 'R', words: 'replay opening' },
];
