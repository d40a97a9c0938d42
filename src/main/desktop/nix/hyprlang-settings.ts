import type { ToldPiece, ToldPlace, ToldValue } from '../../fleet';
import { entryOf, textIn } from './told-values';
import type { Through, VirtualText } from './virtual-text';

type ToldSet = Extract<ToldValue, { kind: 'set' }>;

/**
 * Puts settings into a text in the order that Home Manager writes them (`lib.hm.generators.toHyprconf`): variables, curves
 * and names first, then sections, then the rest; each by name, a list as its key again and again.
 */
export function composeSettings(text: VirtualText, settings: ToldSet): void {
  composeSet(text, settings, 0);
}

const IMPORTANT = ['$', 'bezier', 'name', 'output', 'source'];

function composeSet(text: VirtualText, set: ToldSet, depth: number): void {
  const entries = set.entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const fields = entries.filter(([, value]) => !isSection(value));
  const isImportant = ([name]: (typeof entries)[number]): boolean =>
    IMPORTANT.some((prefix) => name.startsWith(prefix));
  for (const [name, value] of fields.filter(isImportant)) composeField(text, name, value, depth);
  for (const [name, value] of entries) {
    if (!isSection(value)) continue;
    for (const section of value.kind === 'list' ? value.items : [value])
      if (section.kind === 'set') composeSection(text, name, section, depth);
  }
  for (const [name, value] of fields.filter((entry) => !isImportant(entry)))
    composeField(text, name, value, depth);
}

function isSection(value: ToldValue): boolean {
  if (value.kind === 'set') return true;
  return value.kind === 'list' && value.items.length > 0 && value.items.every(({ kind }) => kind === 'set');
}

function composeSection(text: VirtualText, name: string, section: ToldSet, depth: number): void {
  const parts = {
    at: section.at,
    literal: null,
    kind: 'setting',
    list: null,
    when: [],
    through: null,
  } as const;
  const indent = '  '.repeat(depth);
  text.add(`${indent}${name} {`, [], parts);
  composeSet(text, section, depth + 1);
  text.add(`${indent}}`, [], parts);
}

function composeField(text: VirtualText, name: string, value: ToldValue, depth: number): void {
  if (value.kind !== 'list') return composeLine(text, name, value, depth, null);
  value.items.forEach((item, index) => composeLine(text, name, item, depth, value, index));
  if (!value.complete)
    composeLine(
      text,
      name,
      { kind: 'computed', text: 'part of the list', option: null, at: value.at },
      depth,
      value,
    );
}

function composeLine(
  text: VirtualText,
  name: string,
  value: ToldValue,
  depth: number,
  list: Extract<ToldValue, { kind: 'list' }> | null,
  index: number | null = null,
): void {
  text.add(`${'  '.repeat(depth)}${name} = `, wordsOf(value), {
    at: value.at ?? list?.at ?? null,
    literal: value.kind === 'text' || value.kind === 'plain' ? value.literal : null,
    kind: 'setting',
    list: list?.literal ?? null,
    when: value.when ?? list?.when ?? [],
    through: throughOf(value, list, index),
    forced: (value.forced ?? list?.forced) === true,
  });
}

function throughOf(
  value: ToldValue,
  list: Extract<ToldValue, { kind: 'list' }> | null,
  index: number | null,
): Through | null {
  if (list === null)
    return value.through === undefined ? null : { option: value.through, index: null, items: null };
  if (list.through === undefined) return null;
  const items = list.items.map((item) => textIn(item));
  const isKnown = list.complete && !items.includes(undefined);
  return { option: list.through, index, items: isKnown ? items.filter((item) => item !== undefined) : null };
}

/** A value as Home Manager writes it; what is computed is a hole. */
export function wordsOf(value: ToldValue): readonly ToldPiece[] {
  switch (value.kind) {
    case 'plain':
      return [made(value.value === null ? '' : String(value.value))];
    case 'text':
      return value.pieces;
    case 'path':
      return [made(value.path)];
    case 'computed':
      return [{ kind: 'hole', source: value.text, option: value.option }];
    case 'call':
      return [{ kind: 'hole', source: `${value.name} …`, option: null }];
    case 'list':
    case 'set':
      return [{ kind: 'hole', source: `a ${value.kind}`, option: null }];
  }
}

function made(text: string): ToldPiece {
  return { kind: 'text', text, file: null, runs: [] };
}

/** Free text behind the settings: lines are as they are written. */
export function composeFree(text: VirtualText, value: ToldValue, around: ToldPlace | null): void {
  text.add('', wordsOf(value), {
    at: value.at ?? around,
    literal: null,
    kind: 'free',
    list: null,
    when: value.when ?? [],
    through: null,
  });
}

/** Submaps as Home Manager writes them behind the settings. */
export function composeSubmaps(text: VirtualText, submaps: ToldSet): void {
  for (const [name, submap] of submaps.entries) {
    const settings = entryOf(submap, 'settings');
    if (settings?.kind !== 'set') continue;
    const then = textIn(entryOf(submap, 'onDispatch')) ?? '';
    const parts = {
      at: submap.at,
      literal: null,
      kind: 'setting',
      list: null,
      when: [],
      through: null,
    } as const;
    text.add(`submap = ${name}${then === '' ? '' : `, ${then}`}`, [], parts);
    composeSet(text, settings, 0);
    text.add('submap = reset', [], parts);
  }
}
