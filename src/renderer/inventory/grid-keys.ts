import type { Item } from './arrange';

/** A key as it was pressed on a line. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** What a key on a line asks for. */
export type Wanted =
  | { readonly kind: 'go'; readonly to: number; readonly extend: boolean }
  | { readonly kind: 'type'; readonly letter: string }
  | { readonly kind: 'open' | 'toggle' | 'all' | 'none' | 'heads' };

/**
 * Reads a key. `at` is the line's place among `lines` hosts, of which `page` fit on the screen; null where the key
 * is not the list's.
 */
export function wantedBy(event: PressedKey, at: number, lines: number, page: number): Wanted | null {
  const { key, shiftKey, altKey } = event;
  const command = event.ctrlKey || event.metaKey;
  if (altKey) return null;
  if (command) return key.toLowerCase() === 'a' && !shiftKey ? { kind: 'all' } : null;
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: lines - 1,
  }[key];
  if (to !== undefined) {
    if (to < 0 && key === 'ArrowUp' && !shiftKey) return { kind: 'heads' };
    return { kind: 'go', to: Math.max(0, Math.min(lines - 1, to)), extend: shiftKey };
  }
  switch (key) {
    case 'Enter':
      return { kind: 'open' };
    case ' ':
      return { kind: 'toggle' };
    case 'Escape':
      return { kind: 'none' };
    default:
      // The question mark opens the list of keys wherever one is.
      return key.length === 1 && key !== '?' ? { kind: 'type', letter: key } : null;
  }
}

/** Letters typed in one go belong together; after such a pause, in milliseconds, a new word begins. */
export const TYPED_TOGETHER_MS = 700;

/**
 * The line whose host's name begins with what was typed, looking on from `at`, round the end. Within a word that
 * goes on the present line may stay; one letter again and again goes from one such host to the next.
 */
export function typedAhead(items: readonly Item[], at: number, typed: string): number | null {
  const word = typed.toLowerCase();
  const letters = new Set(word);
  const isRepeat = word.length > 1 && letters.size === 1;
  const wanted = isRepeat ? (word[0] ?? '') : word;
  const from = word.length === 1 || isRepeat ? at + 1 : at;
  for (let step = 0; step < items.length; step += 1) {
    const index = (from + step) % items.length;
    const item = items[index];
    if (item?.kind === 'host' && item.row.host.name.toLowerCase().startsWith(wanted)) return index;
  }
  return null;
}
