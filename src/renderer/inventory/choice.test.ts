import { describe, expect, it } from 'vitest';
import { allOrNone, anchored, type Choice, NOTHING_CHOSEN, ranged, stillThere, toggled } from './choice';

const lines = ['a', 'b', 'c', 'd'].map((host) => ({ key: `${host}!`, host }));
const [a, , c] = lines as [(typeof lines)[0], (typeof lines)[0], (typeof lines)[0]];
const chosen = (...hosts: string[]): Choice => ({
  hosts: new Set(hosts),
  base: new Set(hosts),
  anchor: null,
});
const names = ({ hosts }: Choice): string[] => [...hosts].toSorted();

describe('choosing hosts', () => {
  it('takes one in and out again, and remembers where', () => {
    const once = toggled(NOTHING_CHOSEN, a);
    expect([names(once), once.anchor]).toEqual([['a'], 'a!']);
    expect(names(toggled(once, a))).toEqual([]);
  });

  it('takes a range both ways, keeps what was chosen before, and lets it shrink', () => {
    const begun = toggled(chosen('x'), c);
    const up = ranged(begun, lines, 'a!');
    expect(names(up)).toEqual(['a', 'b', 'c', 'x']);
    const down = ranged(up, lines, 'd!');
    expect(names(down)).toEqual(['c', 'd', 'x']);
    expect(names(ranged(down, lines, 'c!'))).toEqual(['c', 'x']);
  });

  it('begins where the last plain click was', () =>
    expect(names(ranged(anchored(chosen('x'), 'b!'), lines, 'c!'))).toEqual(['b', 'c', 'x']));

  it('begins at its end where there is no other beginning', () => {
    expect(ranged(chosen('x'), lines, 'b!')).toMatchObject({ hosts: new Set(['x', 'b']), anchor: 'b!' });
    expect(names(ranged(anchored(chosen('x'), 'gone'), lines, 'b!'))).toEqual(['b', 'x']);
    expect(names(ranged(chosen('a'), lines, 'gone'))).toEqual(['a']);
  });

  it('takes all, and all again is none; what is not shown stays chosen', () => {
    const all = allOrNone(chosen('x'), lines);
    expect(names(all)).toEqual(['a', 'b', 'c', 'd', 'x']);
    expect(names(allOrNone(all, lines))).toEqual(['x']);
    expect(names(allOrNone(toggled(NOTHING_CHOSEN, c), lines))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('forgets hosts that are gone', () => {
    const choice = chosen('a', 'z');
    expect(names(stillThere(choice, new Set(['a'])))).toEqual(['a']);
    expect(stillThere(choice, new Set(['a', 'z']))).toBe(choice);
  });
});
