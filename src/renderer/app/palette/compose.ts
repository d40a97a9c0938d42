import type { PaletteItem } from './model';
import { type Found, indexOf, markParts, search } from './search';

/** Choices offered for each action. */
const MOST = 3;

/**
 * What a query of several words means as an action and its choice at once: “term p620” finds “Terminal to p620”. Words
 * that begin a word of the action are taken for it, the rest is looked for among its choices.
 */
export function composed(items: readonly PaletteItem[], query: string): Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length < 2) return [];
  return items.flatMap((item): Found[] => {
    const { step } = item;
    if (!step || item.refused !== undefined) return [];
    const own = item.words.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    const forAction = words.filter((word) => own.some((one) => one.startsWith(word)));
    const rest = words.filter((word) => !forAction.includes(word));
    if (rest.length === 0 || !forAction.some((word) => word.length > 2)) return [];
    return search(indexOf(step.choices()), rest.join(' '), { limit: MOST }).map(({ item: choice }) => {
      const whole = step.compose(choice.words);
      return {
        item: {
          id: `${item.id}>${choice.id}`,
          group: item.group,
          words: whole,
          ...(choice.run ? { run: choice.run } : {}),
          ...(choice.refused === undefined ? {} : { refused: choice.refused }),
        },
        words: markParts(whole, rangesOf(whole, words), 0),
        hint: [],
      };
    });
  });
}

/** Where words stand in a text, in order and without overlap. */
function rangesOf(text: string, words: readonly string[]): number[] {
  const heard = text.toLowerCase();
  const found = words
    .map((word) => ({ at: heard.indexOf(word), length: word.length }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at);
  return found.flatMap(({ at, length }) => [at, at + length]);
}
