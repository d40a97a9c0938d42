import type { Feature } from '../../../shared/contract';
import type { NixTree } from '../../../shared/nix-syntax';
import type { Evaluator } from '../static/evaluate';
import { optionNames, withoutEnable } from '../../../shared/features';
import { toJson } from '../static/json';
import {
  type Attribute,
  type AttrsValue,
  type SourceFile,
  type Value,
  ready,
  unknown,
} from '../static/value';
import { type DeclaredOption, declaredOptions } from './options';

/** The root below which `mkFeature` puts its options (`fleet/lib/mk-feature.nix`). */
export const MADE_ROOT = 'features';

export interface CatalogueEntry {
  readonly feature: Feature;
  readonly options: readonly DeclaredOption[];
}

/** Entries of files whose own text decides all of them, by tree. */
const entries = new WeakMap<NixTree, { readonly file: string; readonly entry: CatalogueEntry | null }>();

/**
 * The feature that a file describes by calling `mkFeature`, or null. Its id is where the file stands:
 * `<category>/<name>.nix`, as the fleet's own loader has it. Most features look into no other file, and are the
 * same object as long as theirs stays as it is.
 */
export function readFeature(evaluator: Evaluator, source: SourceFile): CatalogueEntry | null {
  const { file, tree } = source;
  if (!tree.source.includes('mkFeature')) return null;
  const known = entries.get(tree);
  if (known?.file === file) return known.entry;
  const isFirst = !evaluator.knows(file);
  const { asked } = evaluator;
  const entry = evaluateFeature(evaluator, source);
  // The file itself is one; values that were there before may have come from more.
  if (isFirst && evaluator.asked === asked + 1) entries.set(tree, { file, entry });
  return entry;
}

function evaluateFeature(evaluator: Evaluator, source: SourceFile): CatalogueEntry | null {
  const made = callOfMkFeature(evaluator, evaluator.file(source.file));
  if (made?.type !== 'attrs') return null;
  const [category, name] = idOf(source.file);
  if (category === undefined || name === undefined) return null;
  const told = descriptionOf(made);
  const path = `${MADE_ROOT}.${category}.${name}`;
  const whole = (id: string): string => (id.startsWith(`${MADE_ROOT}.`) ? id : `${MADE_ROOT}.${id}`);
  const title = made.entries.get('title')?.origin;
  const line = title ? source.tree.lines.place(title.start).line : 1;
  const given = made.entries.get('options')?.thunk.force();
  const declared = given ? declaredOptions(evaluator, given, optionNames(path)) : [];
  return {
    feature: {
      path,
      title: told.title || name,
      description: told.description,
      category: told.category || category,
      file: source.file,
      line,
      brings: told.brings.map(whole),
      needs: told.needs.map(whole),
      conflicts: told.conflicts.map((rule, index) => ({
        path: whole(rule.feature),
        reason: rule.reason,
        ...lineOfItem(made.entries.get('conflicts'), index),
      })),
      hardware: told.hardware,
      secrets: [...told.secrets],
      wants: declared.filter(isWanted).map((option) => option.path),
    },
    options: [
      {
        path: `${path}.enable`,
        scope: 'nixos',
        type: 'bool',
        default: false,
        hasDefault: true,
        description: `Whether to enable ${told.title || name}.`,
        file: source.file,
        line,
        parsedType: { name: 'other', text: 'bool' },
      },
      ...declared,
    ],
  };
}

interface Description {
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly brings: readonly string[];
  readonly needs: readonly string[];
  readonly conflicts: readonly { readonly feature: string; readonly reason: string }[];
  readonly hardware: Feature['hardware'];
  readonly secrets: readonly string[];
}

/** Whether a host has to give the option a value: it has no default, and its type no empty value. */
function isWanted({ hasDefault, parsedType }: DeclaredOption): boolean {
  return !hasDefault && parsedType.name !== 'listOf' && parsedType.name !== 'attrsOf';
}

/** What a feature says of itself; a field that is not what it should be, or that source does not show, is empty. */
function descriptionOf(made: AttrsValue): Description {
  const fields = new Map<string, unknown>();
  for (const [name, { thunk }] of made.entries) fields.set(name, toJson(thunk.force()));
  const text = (name: string): string => asText(fields.get(name));
  const conflicts = asList(fields.get('conflicts')).map(asRecord);
  return {
    title: text('title'),
    description: text('description'),
    category: text('category'),
    brings: asTexts(fields.get('brings')),
    needs: asTexts(fields.get('needs')),
    conflicts: conflicts.every((rule) => typeof rule['feature'] === 'string')
      ? conflicts.map((rule) => ({ feature: asText(rule['feature']), reason: asText(rule['reason']) }))
      : [],
    hardware: asRecord(fields.get('hardware')),
    secrets: asTexts(fields.get('secrets')),
  };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asTexts(value: unknown): readonly string[] {
  const items = asList(value);
  return items.every((item) => typeof item === 'string') ? items : [];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/**
 * Features of fleets that do not use `mkFeature`: sets with an `enable` option, and boolean options, below a
 * feature root. What they bring or need is not written anywhere, so only evaluation can tell.
 */
export function undescribedFeatures(
  declared: readonly DeclaredOption[],
  described: readonly string[],
  featureRoots: readonly string[],
): CatalogueEntry['feature'][] {
  const known = new Set(described);
  const features = new Map<string, CatalogueEntry['feature']>();
  for (const option of declared) {
    const root = featureRoots.find((candidate) => option.path.startsWith(`${candidate}.`));
    if (root === undefined || option.type !== 'bool') continue;
    const path = withoutEnable(option.path);
    // A boolean beside the `enable` of a described feature is a setting of that feature.
    if (path === root || isAtOrBelow(path, known)) continue;
    const parts = optionNames(path.slice(root.length + 1));
    features.set(path, {
      path,
      title: parts.at(-1) ?? path,
      description: option.description,
      category: parts[0] ?? root,
      file: option.file,
      line: option.line,
      brings: [],
      needs: [],
      conflicts: [],
      hardware: {},
      secrets: [],
      wants: [],
    });
  }
  return [...features.values()];
}

/** Whether a path, or one above it, is among `known`. */
function isAtOrBelow(path: string, known: ReadonlySet<string>): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    if (known.has(path.slice(0, end))) return true;
  }
  return false;
}

function callOfMkFeature(evaluator: Evaluator, value: Value): Value | null {
  const body = value.type === 'lambda' ? evaluator.call(value, ready(unknown('arguments'))) : value;
  return body.type === 'call' && body.name === 'mkFeature' ? body.argument.force() : null;
}

/** The line of the first attribute of an item in a list of sets. */
function lineOfItem(list: Attribute | undefined, index: number): { line?: number } {
  const items = list?.thunk.force();
  const item = items?.type === 'list' ? items.items[index]?.force() : undefined;
  const [first] = item?.type === 'attrs' ? item.entries.values() : [];
  return first?.origin ? { line: first.origin.source.tree.lines.place(first.origin.start).line } : {};
}

function idOf(file: string): readonly (string | undefined)[] {
  const parts = file.replace(/\.nix$/, '').split('/');
  return parts.slice(-2);
}
