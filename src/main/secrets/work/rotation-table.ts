import {
  applyEdits,
  literalValue,
  moduleBody,
  parseNix,
  readModule,
  setAttr,
} from '../../../shared/nix-syntax';
import type { Rotation } from './rotation-note';

/** Where a fleet may keep all days in one table: beside its rules, by the names of secrets without `.age`. */
export const TABLE = 'rotation.nix';

const [LAST, DAYS] = ['last', 'days'] as const;

/** What the table says of a secret: `NAME = { last = "2026-11-26"; days = 90; }`; null where it says nothing. */
export function rotationIn(table: string, name: string): Rotation | null {
  const on = valueOf(table, [name, LAST]);
  const every = valueOf(table, [name, DAYS]);
  if (typeof on !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(on)) return null;
  return { on, every: typeof every === 'number' && Number.isInteger(every) ? every : null };
}

/** The table with another day, and other days between where they differ. Throws `not-literal`. */
export function withRotationIn(table: string, name: string, { on, every }: Rotation): string {
  const dated = applyEdits(table, setAttr(parseNix(table), [name, LAST], `"${on}"`));
  if (every === null || rotationIn(dated, name)?.every === every) return dated;
  return applyEdits(dated, setAttr(parseNix(dated), [name, DAYS], String(every)));
}

function valueOf(text: string, path: readonly string[]): unknown {
  const tree = parseNix(text);
  const body = moduleBody(tree);
  const leaf = (body ? readModule(tree, body).leaves : []).find(
    (one) =>
      !one.dynamic && one.path.length === path.length && one.path.every((part, at) => part === path[at]),
  );
  const value = leaf && literalValue(tree, leaf.value);
  return value?.literal === true ? value.value : null;
}
