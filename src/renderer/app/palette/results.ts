import { composed } from './compose';
import { PREFIXES, splitQuery, type PaletteItem, type PaletteStep } from './model';
import { type Found, indexOf, inGroups, type PaletteIndex, search, unmarked } from './search';

/** A heading with what stands below it. */
export interface Section {
  readonly title: string;
  readonly found: readonly Found[];
}

const IN_ALL = 60;
const OF_GROUP = 8;
/** Where a prefix or a step has narrowed the choice. */
const OF_NARROWED = 60;
const RECENT = 6;
const FIRST: Readonly<Record<string, number>> = {
  Areas: 6,
  Actions: 12,
  Hosts: 6,
  Features: 6,
  Settings: 4,
  Recipes: 4,
};

/** What a step offers for a query. */
export function stepResults(step: PaletteStep, query: string): Section[] {
  const choices = step.choices();
  const found =
    query.trim() === ''
      ? choices.slice(0, OF_NARROWED).map(unmarked)
      : search(indexOf(choices), query.trim(), { limit: OF_NARROWED });
  return found.length === 0 ? [] : [{ title: step.words, found }];
}

/** What the palette shows for what was typed. Without a query: what was used lately, then the first of each group. */
export function results(index: PaletteIndex, typed: string, recent: readonly string[]): Section[] {
  const { groups, query } = splitQuery(typed);
  const narrowed =
    groups === null ? index : indexOf(index.items.filter(({ group }) => groups.includes(group)));
  if (query === '') return groups === null ? overview(index.items, recent) : firstOf(narrowed.items, recent);
  const found = search(narrowed, query, { limit: groups === null ? IN_ALL : OF_NARROWED, recent });
  const both = groups === null || groups.includes('Actions') ? composed(narrowed.items, query) : [];
  const whole = both.filter(({ item }) => item.words.toLowerCase() === query.toLowerCase());
  const rest = both.filter((one) => !whole.includes(one));
  return inGroups(
    [...whole, ...found.slice(0, 1), ...rest, ...found.slice(1)],
    groups === null ? OF_GROUP : OF_NARROWED,
  ).map(({ group, found: of }) => ({ title: group, found: of }));
}

function overview(items: readonly PaletteItem[], recent: readonly string[]): Section[] {
  const lately = recent
    .flatMap((id) => items.find((item) => item.id === id) ?? [])
    .slice(0, RECENT)
    .map(unmarked);
  const sections = Object.entries(FIRST).map(([title, most]) => ({
    title,
    found: items
      .filter((item) => item.group === title)
      .slice(0, most)
      .map(unmarked),
  }));
  return [{ title: 'Recent', found: lately }, ...sections].filter(({ found }) => found.length > 0);
}

function firstOf(items: readonly PaletteItem[], recent: readonly string[]): Section[] {
  const order = (item: PaletteItem): number => {
    const at = recent.indexOf(item.id);
    return at < 0 ? recent.length : at;
  };
  const first = items.toSorted((a, b) => order(a) - order(b)).slice(0, OF_NARROWED);
  return inGroups(first.map(unmarked), OF_NARROWED).map(({ group, found }) => ({ title: group, found }));
}

/** The prefixes, as the foot of the palette tells them. */
export const PREFIX_WORDS = Object.entries(PREFIXES).map(([sign, { words }]) => [sign, words] as const);
