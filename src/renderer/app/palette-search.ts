/** Something the palette can do or open. */
export interface PaletteItem {
  readonly id: string;
  readonly group: 'Areas' | 'Hosts' | 'Features' | 'Actions';
  readonly words: string;
  /** More to find it by, shown at the right. */
  readonly hint?: string;
}

const GROUPS: readonly PaletteItem['group'][] = ['Areas', 'Hosts', 'Features', 'Actions'];

/** How well `text` answers one word of the query: begins a word, lies inside, or its letters come in order. 0 is no. */
function wordScore(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at === 0) return 100;
  if (at > 0) return /[\s./:-]/.test(text[at - 1] ?? '') ? 80 : 50;
  let from = 0;
  for (const letter of word) {
    const next = text.indexOf(letter, from);
    if (next < 0) return 0;
    from = next + 1;
  }
  return word.length > 1 ? 10 : 0;
}

function score(item: PaletteItem, words: readonly string[]): number {
  const main = item.words.toLowerCase();
  const more = (item.hint ?? '').toLowerCase();
  let total = 0;
  for (const word of words) {
    const best = Math.max(wordScore(main, word), wordScore(more, word) * 0.5);
    if (best === 0) return 0;
    total += best;
  }
  return total - main.length * 0.1;
}

/**
 * The items that answer every word of the query, best first; ties keep the order of the groups. Without a
 * query: the first few of each group.
 */
export function searchPalette(items: readonly PaletteItem[], query: string, limit = 24): PaletteItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return GROUPS.flatMap((group) =>
      items.filter((item) => item.group === group).slice(0, group === 'Actions' ? 12 : 6),
    );
  }
  return items
    .map((item, index) => ({ item, index, score: score(item, words) }))
    .filter((entry) => entry.score > 0)
    .toSorted((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, limit)
    .map((entry) => entry.item);
}
