import { describe, expect, it } from 'vitest';
import { arrange, sameOrder, type Wish } from './arrange';
import type { HostRow } from './host-row';
import { hostWith, rowsOf } from './testing';
import { isOver, type Kept } from './use-arranged';

const WISH: Wish = {
  filter: '',
  needsLook: false,
  sort: { column: 'load', descending: true },
  group: 'none',
};
const load = (one: number) => ({ load: { one, five: 0, fifteen: 0 } });
const before = rowsOf([hostWith('a', load(3)), hostWith('b', load(2))]);
const after = rowsOf([hostWith('a', load(1)), hostWith('b', load(2))]);
const kept = (rows: readonly HostRow[], wish = WISH): Kept => ({
  wish,
  hosts: rows.map(({ host }) => host.name).join('\n'),
  order: arrange(rows, wish).order,
});

describe('the order of the list', () => {
  it('stays when facts alone would change it', () => {
    expect(sameOrder(kept(before).order, kept(after).order)).toBe(false);
    expect(isOver(kept(before), kept(after))).toBe(false);
  });

  it('gives way to another wish, and to hosts that come or go', () => {
    expect(isOver(kept(before), kept(before, { ...WISH, sort: null }))).toBe(true);
    expect(isOver(kept(before), kept([...after, ...rowsOf([hostWith('c')])]))).toBe(true);
  });

  it('does not keep an empty list empty', () => {
    const looks = { ...WISH, needsLook: true };
    expect(isOver(kept(before, looks), kept(after, looks))).toBe(true);
  });
});
