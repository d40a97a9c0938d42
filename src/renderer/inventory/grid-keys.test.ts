import { describe, expect, it } from 'vitest';
import type { Item } from './arrange';
import { type PressedKey, typedAhead, wantedBy } from './grid-keys';
import { hostWith, rowsOf } from './testing';

const press = (key: string, more: Partial<PressedKey> = {}) =>
  wantedBy({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more }, 5, 100, 20);

describe('keys on a line', () => {
  it.each([
    ['ArrowDown', 6],
    ['ArrowUp', 4],
    ['PageDown', 25],
    ['PageUp', 0],
    ['Home', 0],
    ['End', 99],
  ])('%s goes to line %d, with Shift as a range', (key, to) => {
    expect(press(key)).toEqual({ kind: 'go', to, extend: false });
    expect(press(key, { shiftKey: true })).toEqual({ kind: 'go', to, extend: true });
  });

  it('goes up from the first line to the heads', () => {
    const plain = { key: 'ArrowUp', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
    expect(wantedBy(plain, 0, 3, 20)).toEqual({ kind: 'heads' });
    expect(wantedBy({ ...plain, shiftKey: true }, 0, 3, 20)).toEqual({ kind: 'go', to: 0, extend: true });
  });

  it('chooses, opens and types', () => {
    expect(press(' ')).toEqual({ kind: 'toggle' });
    expect(press('Enter')).toEqual({ kind: 'open' });
    expect(press('a', { ctrlKey: true })).toEqual({ kind: 'all' });
    expect(press('Escape')).toEqual({ kind: 'none' });
    expect(press('p')).toEqual({ kind: 'type', letter: 'p' });
  });

  it('leaves to others what is theirs', () => {
    for (const key of ['?', 'Tab', 'F5']) expect(press(key)).toBeNull();
    expect(press('k', { ctrlKey: true })).toBeNull();
    expect(press('ArrowDown', { altKey: true })).toBeNull();
  });
});

describe('a name typed ahead', () => {
  const items = [
    { kind: 'group', key: 'g', title: 'Servers', count: 3 } as const,
    ...rowsOf(['p510', 'p620', 'Razer'].map((name) => hostWith(name))).map((row): Item => ({
      kind: 'host',
      key: row.host.name,
      row,
    })),
  ];
  it.each<[string, number, number | null]>([
    ['p', 0, 1],
    ['p', 1, 2],
    ['p', 2, 1],
    ['pp', 1, 2],
    ['p6', 1, 2],
    ['p5', 1, 1],
    ['RA', 0, 3],
    ['s', 0, null],
  ])('%s from line %d leads to %s', (typed, at, to) => expect(typedAhead(items, at, typed)).toBe(to));
});
