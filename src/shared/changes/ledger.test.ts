import { describe, expect, it } from 'vitest';
import { areEqual, Ledger, type ListChange, withChange } from './ledger';

interface Item {
  readonly name: string;
  readonly size: number;
}
const nameOf = ({ name }: Item): string => name;
const item = (name: string, size = 1): Item => ({ name, size });

describe('a ledger', () => {
  const a = item('a');
  const b = item('b');
  const setUp = () => {
    const ledger = new Ledger();
    return { ledger, list: ledger.list(nameOf), words: ledger.value<readonly string[]>(areEqual) };
  };

  it('tells everything to whoever has nothing, or another ledger’s revision', () => {
    const { ledger, list } = setUp();
    list.note([a, b]);
    ledger.revision();
    const other = new Ledger();
    const theirs = other.revision();
    for (const name of [undefined, '', theirs, 'nonsense.7', `${theirs}0`]) {
      expect(list.since(ledger.find(name))).toEqual({ changed: [a, b], order: ['a', 'b'] });
    }
  });

  it('tells nothing where nothing changed, and the revision keeps its name', () => {
    const { ledger, list, words } = setUp();
    list.note([a, b]);
    words.note(['x']);
    const first = ledger.revision();
    list.note([a, b]);
    words.note(['x']);
    expect(ledger.revision()).toBe(first);
    expect(list.since(ledger.find(first))).toEqual({ changed: [], order: null });
    expect(words.since(ledger.find(first))).toBeUndefined();
  });

  it('brings any earlier revision to the present', () => {
    const { ledger, list } = setUp();
    const states: readonly (readonly Item[])[] = [
      [a, b],
      [a, item('b', 2)],
      [item('c'), a, b],
      [b],
      [],
      [item('b', 3), a],
    ];
    const seen: { readonly name: string; readonly items: readonly Item[] }[] = [];
    for (const state of states) {
      list.note(state);
      const name = ledger.revision();
      for (const past of seen) {
        const change: ListChange<Item> = list.since(ledger.find(past.name));
        expect(withChange(past.items, change, nameOf)).toEqual(state);
      }
      seen.push({ name, items: state });
    }
  });

  it('leaves what did not change the same object', () => {
    const { ledger, list } = setUp();
    const before = [a, b];
    list.note(before);
    const first = ledger.revision();
    expect(withChange(before, list.since(ledger.find(first)), nameOf)).toBe(before);
    list.note([a, item('b', 2)]);
    ledger.revision();
    const after = withChange(before, list.since(ledger.find(first)), nameOf);
    expect(after[0]).toBe(a);
    expect(after[1]).toEqual({ name: 'b', size: 2 });
  });
});
