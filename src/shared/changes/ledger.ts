/** What became of a list since some moment, by the names of its items. */
export interface ListChange<T> {
  /** Items that are new or differ, in the order of the list. */
  readonly changed: readonly T[];
  /** The names of all items in their order; null where none came, went or moved. */
  readonly order: readonly string[] | null;
}

/** A part of a {@link Ledger} that is told of by its items. */
export interface ListPart<T> {
  /** Notes the list as it is now. An item counts as the same only where it is the same object. */
  note(items: readonly T[]): void;
  /** What became of it since a revision. */
  since(revision: number): ListChange<T>;
}

/** A part of a {@link Ledger} that is told of as a whole. */
export interface ValuePart<T> {
  note(value: T): void;
  /** The value, or undefined where it is what it was at that revision. */
  since(revision: number): T | undefined;
}

/**
 * Keeps when each part of something that is made again and again last changed, so that whoever has an earlier
 * revision of it is told only the difference. A revision's name is of use to this ledger alone: to any other, and to
 * none, everything is news.
 */
export class Ledger {
  private number = 1;
  private readonly epoch = globalThis.crypto.randomUUID();
  private hasNews = false;

  /** Parts that are noted before the next {@link revision} belong to it. */
  list<T>(nameOf: (item: T) => string): ListPart<T> {
    const known = new Map<string, { item: T; at: number }>();
    let order: readonly string[] = [];
    let orderedAt = 0;
    return {
      note: (items) => {
        const next = this.number + 1;
        const names = items.map(nameOf);
        if (!areEqual(names, order)) {
          const present = new Set(names);
          for (const name of order) if (!present.has(name)) known.delete(name);
          order = names;
          orderedAt = next;
          this.hasNews = true;
        }
        for (const [index, item] of items.entries()) {
          const name = names[index] ?? '';
          if (known.get(name)?.item === item) continue;
          known.set(name, { item, at: next });
          this.hasNews = true;
        }
      },
      since: (revision) => ({
        changed: order.flatMap((name) => {
          const entry = known.get(name);
          return entry && entry.at > revision ? [entry.item] : [];
        }),
        order: orderedAt > revision ? order : null,
      }),
    };
  }

  value<T>(areSame: (a: T, b: T) => boolean): ValuePart<T> {
    let known: { readonly value: T; readonly at: number } | undefined;
    return {
      note: (value) => {
        if (known && areSame(known.value, value)) return;
        known = { value, at: this.number + 1 };
        this.hasNews = true;
      },
      since: (revision) => (known && known.at > revision ? known.value : undefined),
    };
  }

  /** The name of the revision that all parts make as they were noted. */
  revision(): string {
    if (this.hasNews) this.number += 1;
    this.hasNews = false;
    return `${this.epoch}.${this.number}`;
  }

  /** The revision of a name that {@link revision} gave, to ask parts with; 0, before everything, for any other name. */
  find(name: string | undefined): number {
    const [epoch, number] = name?.split('.') ?? [];
    const found = epoch === this.epoch ? Number(number) : 0;
    return Number.isSafeInteger(found) && found <= this.number ? found : 0;
  }
}

/** The list as it is after a change. Items that did not change are the same objects; the list itself is where nothing did. */
export function withChange<T>(
  before: readonly T[],
  { changed, order }: ListChange<T>,
  nameOf: (item: T) => string,
): readonly T[] {
  if (changed.length === 0 && order === null) return before;
  const byName = new Map(before.map((item) => [nameOf(item), item]));
  for (const item of changed) byName.set(nameOf(item), item);
  return (order ?? before.map(nameOf)).flatMap((name) => byName.get(name) ?? []);
}

/** Whether two lists hold the same objects in the same order. */
export function areEqual(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
