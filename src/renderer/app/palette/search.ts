import uFuzzy from '@leeoniya/ufuzzy';
import type { PaletteGroup, PaletteItem } from './model';

/** Letters of any script count as letters; the settings are those uFuzzy's manual names for that. */
const LETTERS = {
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
} as const;
const strict = new uFuzzy({ ...LETTERS, intraIns: 0 });
/** Letters of a word may be left out. */
const loose = new uFuzzy({ ...LETTERS, intraIns: 4 });

/** Ranking costs more than finding; of more than this the likeliest are ranked. */
const MOST_RANKED = 400;
/** Words of a query that are tried in every order. */
const ANY_ORDER = 3;
/** With fewer found than this, words with letters left out are looked for too. */
const FEW = 6;
/** Between words and hint in what is searched; in no word. */
const GAP = '\n';

/** Items with what is searched of them, worked out once. */
export interface PaletteIndex {
  readonly items: readonly PaletteItem[];
  readonly texts: string[];
}

/** A piece of words or hint; `marked` where the query was found. */
export interface MarkedPart {
  readonly text: string;
  readonly marked: boolean;
}

export interface Found {
  readonly item: PaletteItem;
  readonly words: readonly MarkedPart[];
  readonly hint: readonly MarkedPart[];
}

export function indexOf(items: readonly PaletteItem[]): PaletteIndex {
  return { items, texts: items.map(({ words, hint }) => `${words}${GAP}${hint ?? ''}`) };
}

/**
 * The items that hold every word of the query, best first: those it names exactly, those it begins, then as uFuzzy
 * ranks. Of equal ones that were used lately go first.
 */
export function search(
  index: PaletteIndex,
  query: string,
  { limit, recent = [] }: { readonly limit: number; readonly recent?: readonly string[] },
): Found[] {
  const first = ranked(strict, index, query);
  const seen = new Set(first.map(({ at }) => at));
  const more = first.length < FEW ? ranked(loose, index, query).filter(({ at }) => !seen.has(at)) : [];
  const asked = query.toLowerCase();
  return [...first, ...more]
    .map((one, order) => ({ one, order, closeness: closenessOf(index, one.at, asked, recent) }))
    .toSorted((a, b) => b.closeness - a.closeness || a.order - b.order)
    .slice(0, limit)
    .flatMap(({ one }) => foundAt(index, one.at, one.ranges));
}

interface Ranked {
  readonly at: number;
  readonly ranges: readonly number[];
}

function ranked(fuzzy: uFuzzy, index: PaletteIndex, query: string): Ranked[] {
  const { texts } = index;
  let ids: number[] | undefined;
  for (const term of fuzzy.split(query)) {
    ids = fuzzy.filter(texts, term, ids) ?? [];
    if (ids.length === 0) return [];
  }
  const likely = ids === undefined || ids.length <= MOST_RANKED ? ids : likeliest(index, ids, query);
  const [found, info, order] = fuzzy.search(texts, query, ANY_ORDER, texts.length + 1, likely ?? null);
  if (found === null) return [];
  if (info === null || order === null) return found.map((at) => ({ at, ranges: [] }));
  return order.map((n) => ({ at: info.idx[n] ?? 0, ranges: info.ranges[n] ?? [] }));
}

/** Of many that were found those that begin with the query, hold it as it is, or are short. In the order of the items. */
function likeliest({ items, texts }: PaletteIndex, ids: readonly number[], query: string): number[] {
  const asked = query.toLowerCase();
  const score = (at: number): number => {
    const place = (items[at]?.words ?? '').toLowerCase().indexOf(asked);
    return (place === 0 ? 2000 : place > 0 ? 1000 : 0) - (texts[at]?.length ?? 0);
  };
  return ids
    .map((at) => ({ at, score: score(at) }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST_RANKED)
    .map(({ at }) => at)
    .toSorted((a, b) => a - b);
}

function closenessOf({ items }: PaletteIndex, at: number, asked: string, recent: readonly string[]): number {
  const item = items[at];
  if (!item) return 0;
  const words = item.words.toLowerCase();
  const used = recent.includes(item.id) ? 1 : 0;
  // A recipe of the fleet does not take the place of our own action of that name.
  if (words === asked || words === `${asked}…`) return (item.group === 'Recipes' ? 18 : 20) + used;
  return (words.startsWith(asked) ? 10 : 0) + used * 2;
}

function foundAt({ items }: PaletteIndex, at: number, ranges: readonly number[]): Found[] {
  const item = items[at];
  if (!item) return [];
  const from = item.words.length + GAP.length;
  return [{ item, words: markParts(item.words, ranges, 0), hint: markParts(item.hint ?? '', ranges, from) }];
}

/** Cuts a text that stands at `from` of what was searched by the ranges that were found. */
export function markParts(text: string, ranges: readonly number[], from: number): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let at = 0;
  for (let n = 0; n < ranges.length; n += 2) {
    const start = Math.max(at, (ranges[n] ?? 0) - from);
    const end = Math.min(text.length, (ranges[n + 1] ?? 0) - from);
    if (start >= end) continue;
    if (start > at) parts.push({ text: text.slice(at, start), marked: false });
    parts.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), marked: false });
  return parts;
}

/** An item as it is shown where nothing was looked for. */
export function unmarked(item: PaletteItem): Found {
  return {
    item,
    words: [{ text: item.words, marked: false }],
    hint: item.hint === undefined ? [] : [{ text: item.hint, marked: false }],
  };
}

/** The groups of what was found, the one of the best first, none with more than `most`. */
export function inGroups(found: readonly Found[], most: number): { group: PaletteGroup; found: Found[] }[] {
  const groups = new Map<PaletteGroup, Found[]>();
  for (const one of found) {
    const known = groups.get(one.item.group);
    if (!known) groups.set(one.item.group, [one]);
    else if (known.length < most) known.push(one);
  }
  return [...groups].map(([group, of]) => ({ group, found: of }));
}
