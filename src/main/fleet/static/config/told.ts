import { SuspendedExpression } from '../scope';
import { type AttrsValue, type Origin, type SourceFile, type Thunk, type Value, ready } from '../value';
import { type Standing, definitionsOf, standing, strongest } from './definitions';
import type { OptionNode } from './option-node';
import { type ToldPiece, piecesOf } from './told-text';

/** Where something stands; `line` and `column` count from 1. */
export interface ToldPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The literal that a value is, as a stretch of its file: what an edit replaces. */
export interface ToldLiteral {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

interface Told {
  /** Where it is written; where it was made, for what is not. Null where nothing is known of that. */
  readonly at: ToldPlace | null;
  /** Conditions that source does not decide, as they are written. */
  readonly when?: readonly string[];
  /** The option of the fleet's own that it is taken from, whole: `features.desktop.hyprland.layout`. */
  readonly through?: string;
  /** It outdoes plain definitions, as with `mkForce`. */
  readonly forced?: true;
}

/** Definitions without a priority have 100; a smaller one outdoes them. */
const PLAIN_PRIORITY = 100;

/** What an option of a host is, from source, with where each part of it stands. Plain data. */
export type ToldValue =
  | (Told & {
      readonly kind: 'plain';
      readonly value: number | boolean | null;
      readonly isFloat: boolean;
      readonly literal: ToldLiteral | null;
    })
  | (Told & {
      readonly kind: 'text';
      readonly pieces: readonly ToldPiece[];
      readonly literal: ToldLiteral | null;
    })
  /** A file of the fleet. */
  | (Told & { readonly kind: 'path'; readonly path: string })
  | (Told & {
      readonly kind: 'list';
      readonly items: readonly ToldValue[];
      /** False where some of it is not known. */
      readonly complete: boolean;
      /** The list as it is written, where it is one literal list: where an item is added. */
      readonly literal: ToldLiteral | null;
    })
  | (Told & {
      readonly kind: 'set';
      readonly entries: readonly (readonly [name: string, value: ToldValue])[];
      readonly complete: boolean;
    })
  /** A function nobody here knows, by its last name: `mkLuaInline`. */
  | (Told & { readonly kind: 'call'; readonly name: string; readonly args: readonly ToldValue[] })
  | (Told & {
      readonly kind: 'computed';
      /** As it is written. */
      readonly text: string;
      /** The option of the host it is, below `config`, where it is one. */
      readonly option: string | null;
    });

/** Deeper than this nests no configuration of a person. */
const MAX_DEPTH = 24;
/** Values; more are made by nobody for one option. */
const MAX_VALUES = 20_000;

/** The value of an option; null where no module that counts defines it. */
export function toldOption(node: OptionNode): ToldValue | null {
  const deciding = node.deciding();
  const teller = new Teller();
  if (deciding.length > 0) return teller.definitions(deciding, null, 0);
  if (node.definitions().length > 0) return null;
  const fallback = node.value();
  return fallback.type === 'unknown' ? null : teller.value(fallback, ready(fallback), null, 0);
}

/** The names that are defined in a set, under conditions that are not surely false. */
export function toldNames(node: OptionNode): { name: string; at: ToldPlace | null }[] {
  const found = new Map<string, ToldPlace | null>();
  for (const { value } of standing(node.definitions()))
    if (value.type === 'attrs')
      for (const [name, { origin }] of value.entries) if (!found.has(name)) found.set(name, placeOf(origin));
  return [...found].map(([name, at]) => ({ name, at }));
}

class Teller {
  private count = 0;

  /** Several definitions of one value, merged as the types of free settings do. */
  definitions(deciding: readonly Standing[], around: ToldPlace | null, depth: number): ToldValue {
    const [first] = deciding;
    const last = deciding.at(-1);
    const at = placeOf(first?.origin) ?? around;
    const when = conditionsOf(deciding);
    if (deciding.every(({ value }) => value.type === 'attrs')) {
      const sets = deciding.map(({ value }) => value).filter((value) => value.type === 'attrs');
      return { ...this.sets(deciding, sets, at, depth), ...when };
    }
    if (deciding.every(({ value }) => value.type === 'list') && deciding.length > 1) {
      const parts = deciding.map((one) => this.definition(one, at, depth));
      const lists = parts.filter((part) => part.kind === 'list');
      return {
        kind: 'list',
        items: lists.flatMap(({ items, when: under }) =>
          under ? items.map((item) => ({ ...item, when: under })) : items,
        ),
        complete: lists.every(({ complete }) => complete),
        literal: lists.findLast(({ literal }) => literal !== null)?.literal ?? null,
        at,
      };
    }
    const texts = deciding.map((one) => this.definition(one, at, depth));
    const pieces = texts.flatMap((one, index) =>
      one.kind === 'text' ? [...(index === 0 ? [] : [LINE_BREAK]), ...one.pieces] : [],
    );
    if (texts.length > 1 && texts.every(({ kind }) => kind === 'text'))
      return { kind: 'text', pieces, literal: null, at };
    return last ? this.definition(last, at, depth) : { kind: 'computed', text: '', option: null, at };
  }

  private definition(one: Standing, around: ToldPlace | null, depth: number): ToldValue {
    const told = this.value(one.value, one.thunk, placeOf(one.origin) ?? around, depth);
    const through = expressionOf(one.thunk)?.optionPath() ?? null;
    return {
      ...told,
      ...conditionsOf([one]),
      ...(through === null ? {} : { through }),
      ...((one.priority ?? PLAIN_PRIORITY) < PLAIN_PRIORITY && { forced: true as const }),
    };
  }

  private sets(
    deciding: readonly Standing[],
    sets: readonly AttrsValue[],
    at: ToldPlace | null,
    depth: number,
  ): ToldValue {
    const names = new Set(sets.flatMap((set) => [...set.entries.keys()]));
    const entries = [...names].flatMap((name): (readonly [string, ToldValue])[] => {
      const below = deciding.flatMap(({ value, open }) => {
        const found = value.type === 'attrs' ? value.entries.get(name) : undefined;
        return found
          ? definitionsOf({
              thunk: found.thunk,
              priority: null,
              order: 1000,
              conditions: open,
              origin: found.origin,
            })
          : [];
      });
      const counting = strongest(standing(below));
      return counting.length > 0 ? [[name, this.definitions(counting, at, depth + 1)]] : [];
    });
    return { kind: 'set', entries, complete: sets.every(({ complete }) => complete), at };
  }

  value(value: Value, thunk: Thunk, around: ToldPlace | null, depth: number): ToldValue {
    this.count += 1;
    if (depth > MAX_DEPTH || this.count > MAX_VALUES)
      return { kind: 'computed', text: 'too much to be told', option: null, at: around };
    switch (value.type) {
      case 'plain': {
        const written = value.written?.kind === 'literal' ? value.written : null;
        const at = written ? placeIn(written.source, written.node.start) : around;
        const literal = written ? literalOf(written.source, written.node) : null;
        if (typeof value.value !== 'string')
          return { kind: 'plain', value: value.value, isFloat: value.isFloat === true, literal, at };
        return { kind: 'text', pieces: piecesOf(value) ?? [], literal, at: at ?? around };
      }
      case 'path':
        return { kind: 'path', path: value.path, at: around };
      case 'list': {
        const written = expressionOf(thunk);
        const literal = written?.node.kind === 'list' ? literalOf(written.source, written.node) : null;
        const items = value.items.map((item) => this.item(item, around, depth + 1));
        return { kind: 'list', items, complete: value.complete, literal, at: around };
      }
      case 'attrs': {
        const one = {
          value,
          thunk,
          priority: null,
          order: 1000,
          conditions: [],
          origin: undefined,
          open: [],
        };
        return this.sets([one], [value], around, depth);
      }
      case 'call': {
        const args = [value.argument, ...(value.more ?? [])];
        return {
          kind: 'call',
          name: value.name,
          args: args.map((each) => this.item(each, around, depth + 1)),
          at: around,
        };
      }
      case 'unknown': {
        const pieces = piecesOf(value);
        if (pieces !== null) return { kind: 'text', pieces, literal: null, at: placeOfText(value) ?? around };
        const option = value.path?.startsWith('config.') === true ? value.path.slice(7) : null;
        return { kind: 'computed', text: wordsOf(thunk) ?? value.path ?? value.name, option, at: around };
      }
      case 'lambda':
      case 'function':
        return { kind: 'computed', text: wordsOf(thunk) ?? 'a function', option: null, at: around };
    }
  }

  private item(thunk: Thunk, around: ToldPlace | null, depth: number): ToldValue {
    const written = expressionOf(thunk);
    const at = written ? placeIn(written.source, written.node.start) : around;
    return this.value(thunk.force(), thunk, at, depth);
  }
}

const LINE_BREAK: ToldPiece = { kind: 'text', text: '\n', file: null, runs: [] };

function expressionOf(thunk: Thunk): SuspendedExpression | null {
  return thunk instanceof SuspendedExpression ? thunk : null;
}

function wordsOf(thunk: Thunk): string | null {
  const written = expressionOf(thunk);
  return written ? written.source.tree.source.slice(written.node.start, written.node.end) : null;
}

function placeIn(source: SourceFile, start: number): ToldPlace {
  return { file: source.file, ...source.tree.lines.place(start) };
}

function placeOf(origin: Origin | undefined): ToldPlace | null {
  return origin ? placeIn(origin.source, origin.start) : null;
}

function placeOfText(value: Value): ToldPlace | null {
  const written = value.type === 'unknown' ? value.written : undefined;
  return written?.kind === 'text' ? placeIn(written.source, written.node.start) : null;
}

function literalOf(source: SourceFile, { start, end }: { start: number; end: number }): ToldLiteral {
  return { file: source.file, start, end };
}

function conditionsOf(definitions: readonly Standing[]): { when?: readonly string[] } {
  if (definitions.some(({ open }) => open.length === 0)) return {};
  const words = definitions.flatMap(({ open }) => open.map((thunk) => wordsOf(thunk) ?? 'a condition'));
  return words.length > 0 ? { when: [...new Set(words)] } : {};
}
