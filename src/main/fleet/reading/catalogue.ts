import { z } from 'zod';
import type { Feature } from '../../../shared/contract';
import type { Evaluator } from '../static/evaluate';
import { withoutEnable } from '../../../shared/features';
import { toJson } from '../static/json';
import { type Attribute, type SourceFile, type Value, ready, unknown } from '../static/value';
import { type DeclaredOption, declaredOptions } from './options';

/** The root below which `mkFeature` puts its options (`fleet/lib/mk-feature.nix`). */
export const MADE_ROOT = 'features';

const descriptionSchema = z.object({
  title: z.string().catch(''),
  description: z.string().catch(''),
  category: z.string().catch(''),
  brings: z.array(z.string()).catch([]),
  needs: z.array(z.string()).catch([]),
  conflicts: z.array(z.object({ feature: z.string(), reason: z.string().catch('') })).catch([]),
  hardware: z.record(z.string(), z.unknown()).catch({}),
});

export interface CatalogueEntry {
  /** Without the hosts that have it on; those are the reading's to know. */
  readonly feature: Omit<Feature, 'hosts'>;
  readonly options: readonly DeclaredOption[];
}

/**
 * The feature that a file describes by calling `mkFeature`, or null. Its id is where the file stands:
 * `<category>/<name>.nix`, as the fleet's own loader has it.
 */
export function readFeature(evaluator: Evaluator, source: SourceFile): CatalogueEntry | null {
  if (!source.tree.source.includes('mkFeature')) return null;
  const made = callOfMkFeature(evaluator, evaluator.file(source.file));
  if (made?.type !== 'attrs') return null;
  const [category, name] = idOf(source.file);
  if (category === undefined || name === undefined) return null;
  const fields = Object.fromEntries(
    [...made.entries].map(([key, { thunk }]) => [key, toJson(thunk.force())] as const),
  );
  const told = descriptionSchema.parse(fields);
  const path = `${MADE_ROOT}.${category}.${name}`;
  const whole = (id: string): string => (id.startsWith(`${MADE_ROOT}.`) ? id : `${MADE_ROOT}.${id}`);
  const title = made.entries.get('title')?.origin;
  const line = title ? source.tree.lines.place(title.start).line : 1;
  const declared = made.entries.get('options')?.thunk.force();
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
    },
    options: [
      {
        path: `${path}.enable`,
        scope: 'nixos',
        type: 'bool',
        default: false,
        description: `Whether to enable ${told.title || name}.`,
        file: source.file,
        line,
        parsedType: { name: 'other', text: 'bool' },
      },
      ...(declared ? declaredOptions(evaluator, declared, path.split('.')) : []),
    ],
  };
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
    if (path === root || [...known].some((feature) => path === feature || path.startsWith(`${feature}.`)))
      continue;
    const parts = path.slice(root.length + 1).split('.');
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
    });
  }
  return [...features.values()];
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
