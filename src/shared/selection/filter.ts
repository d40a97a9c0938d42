import { isAppError } from '../contract/errors';
import { parseSelection, type Selection } from './parse';
import { globPattern } from './select';

/** What a filter looks at: a host's name and tags, and everything its row says, in lower case. */
export interface Filterable {
  readonly name: string;
  readonly tags: readonly string[];
  readonly text: string;
}

/** Names and tags of the fleet: one of them means itself, not all that begin with it. */
export interface KnownWords {
  readonly names: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
}

export interface TextFilter {
  readonly matches: (host: Filterable) => boolean;
  /** What keeps a selection from being read, in a sentence; what could be read of it still filters. */
  readonly problem: string | null;
}

const OPERATOR = /(?:^|[\s(])(?:and|or|not)(?:$|[\s)])|[(),*]|\?/i;
const DANGLING = /(?:^|\s)(?:and|or|not|\(|,)\s*$/i;

/**
 * A filter as one types it. Plain words narrow: each must stand somewhere in the row, and `@tag` is a tag, or begins one.
 * With `and`, `or`, `not`, parentheses, commas or globs it is a selection, in which a host's name means that host,
 * a glob names, and any other word what rows say. Unlike {@link selectHosts} it takes what means no host: nothing
 * is done to the hosts it shows, and one sees that there are none.
 */
export function textFilter(text: string, known: KnownWords): TextFilter {
  if (!OPERATOR.test(text)) return { matches: wordsFilter(text, known), problem: null };
  // While somebody types on, the last word is often an operator: what stands before it goes on to filter.
  let rest = text.trim();
  while (DANGLING.test(rest)) rest = rest.replace(DANGLING, '');
  if (rest === '') return { matches: () => true, problem: null };
  try {
    return {
      matches: selectionFilter(parseSelection(rest.replaceAll(/\b(AND|OR|NOT)\b/g, lower)), known),
      problem: null,
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { matches: wordsFilter(text, known), problem: error.message };
  }
}

const lower = (word: string): string => word.toLowerCase();

function wordsFilter(text: string, known: KnownWords): (host: Filterable) => boolean {
  const tests = text
    .split(/\s+/)
    .filter(Boolean)
    .map((word): ((host: Filterable) => boolean) => {
      const tag = word.slice(1);
      if (tag === '' || !word.startsWith('@')) return ({ text: said }) => said.includes(word.toLowerCase());
      if (known.tags.has(tag)) return ({ tags }) => tags.includes(tag);
      return ({ tags }) => tags.some((one) => one.toLowerCase().startsWith(tag.toLowerCase()));
    });
  return (host) => tests.every((test) => test(host));
}

function selectionFilter(selection: Selection, known: KnownWords): (host: Filterable) => boolean {
  switch (selection.kind) {
    case 'pattern': {
      const { pattern } = selection;
      if (known.names.has(pattern)) return ({ name }) => name === pattern;
      if (/[*?]/.test(pattern)) {
        const glob = globPattern(pattern);
        return ({ name }) => glob.test(name);
      }
      const word = pattern.toLowerCase();
      return ({ text }) => text.includes(word);
    }
    case 'tag': {
      const glob = globPattern(selection.tag);
      return ({ tags }) => tags.some((tag) => glob.test(tag));
    }
    case 'not': {
      const without = selectionFilter(selection.of, known);
      return (host) => !without(host);
    }
    case 'and':
    case 'or': {
      const left = selectionFilter(selection.left, known);
      const right = selectionFilter(selection.right, known);
      return selection.kind === 'and'
        ? (host) => left(host) && right(host)
        : (host) => left(host) || right(host);
    }
  }
}
