import type { Assignment, FeatureValues, OptionRow, OptionValue } from '../../shared/contract';
import { leafName } from '../../shared/features';
import { editorOf } from './option-editor';
import { type DeclaredOption, typeText } from './reading/options';
import type { FleetReading, HostReading } from './reading/read-fleet';

/** What a row of the matrix is of: an option that is declared, or a path that is only assigned. */
interface Row {
  readonly path: string;
  readonly option: DeclaredOption | null;
}

/** What the options below a feature are on every host of the flake, from source. The secrets are others' to look for. */
export function valuesOf(reading: FleetReading, feature: string): Omit<FeatureValues, 'secrets'> {
  const hosts = reading.hosts.filter((host) => host.inFlake);
  const inside = insideOf(reading, feature);
  const declared = new Map<string, DeclaredOption>();
  for (const option of reading.options) {
    if (option.scope === 'nixos' && inside(option.path)) declared.set(option.path, option);
  }
  const rows = new Map<string, Row>(
    [...declared.values()].map((option) => [option.path, { path: option.path, option }]),
  );
  const written = hosts.map((host) => writtenBelow(host, feature, inside));
  for (const all of written) {
    for (const one of all) {
      if (one.path === feature || rowOf(rows, one.path) !== undefined) continue;
      // A whole set that an expression makes is a value of every option below it, and no row of its own.
      if (![...declared.keys()].some((path) => path.startsWith(`${one.path}.`)))
        rows.set(one.path, { path: one.path, option: null });
    }
  }
  const cells = hosts.map((host, index) => cellsOf(host, rows, written[index] ?? [], feature));
  return {
    feature,
    hosts: hosts.map((host) => host.name),
    options: [...rows.values()].map((row) =>
      optionRow(
        row,
        feature,
        cells.map((of) => of.get(row.path)),
      ),
    ),
  };
}

/** Tells paths of settings of a feature from its switch, and from those of features below it. */
function insideOf(reading: FleetReading, feature: string): (path: string) => boolean {
  const nested = reading.catalogue.map(({ path }) => path).filter((path) => path.startsWith(`${feature}.`));
  return (path) =>
    path.startsWith(`${feature}.`) &&
    path !== `${feature}.enable` &&
    !nested.some((other) => path === other || path.startsWith(`${other}.`));
}

/** What a host assigns to settings of the feature, or to the whole set of them. */
function writtenBelow(host: HostReading, feature: string, inside: (path: string) => boolean): Assignment[] {
  return host.assignments.filter(
    ({ path, scope, value }) =>
      scope === 'nixos' && (inside(path) || (path === feature && typeof value !== 'boolean')),
  );
}

/** The row of a path: its own, or that of the nearest option above it, whose value it is a part of. */
function rowOf(rows: ReadonlyMap<string, Row>, path: string): Row | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const row = rows.get(path.slice(0, end));
    if (row) return row;
  }
  return undefined;
}

function cellsOf(
  host: HostReading,
  rows: ReadonlyMap<string, Row>,
  written: readonly Assignment[],
  feature: string,
): ReadonlyMap<string, OptionValue> {
  const standing = host.standings.find((state) => state.path === feature);
  const isOff = standing === undefined || (!standing.on && standing.state !== 'computed');
  const byRow = new Map<string, Assignment[]>();
  const whole: Assignment[] = [];
  for (const one of written) {
    const row = rowOf(rows, one.path);
    if (!row) whole.push(one);
    else byRow.set(row.path, [...(byRow.get(row.path) ?? []), one]);
  }
  for (const one of whole) {
    for (const path of rows.keys()) {
      if (path.startsWith(`${one.path}.`) && !byRow.has(path)) byRow.set(path, [one]);
    }
  }
  return new Map([...byRow].map(([path, all]) => [path, cellOf(host, path, all, isOff ? feature : null)]));
}

const placeOf = ({ file, line, column }: Assignment) => ({ file, line, column });

function cellOf(
  host: HostReading,
  path: string,
  all: readonly Assignment[],
  offFeature: string | null,
): OptionValue {
  const isOwn = (one: Assignment): boolean => host.ownFiles.nixos.includes(one.file);
  const winners = all.filter((one) => one.wins);
  const own = all.filter(isOwn);
  const deciding = winners.find(isOwn) ?? winners[0] ?? all[0];
  if (!deciding) throw new Error(`no assignment of ${path}`);
  const parts = winners.length > 0 ? winners : [deciding];
  const exact = own.findLast((one) => one.path === path);
  const mark = markOf(all, own, offFeature);
  return {
    text: textOf(path, parts),
    value: valueOf(path, parts),
    state: stateOf(path, deciding, isOwn),
    place: placeOf(deciding),
    own: exact ? { value: exact.value, computed: exact.computed, place: placeOf(exact) } : null,
    ...(mark ? { mark } : {}),
  };
}

function stateOf(path: string, one: Assignment, isOwn: (one: Assignment) => boolean): OptionValue['state'] {
  if (one.computed || one.condition !== undefined || path.startsWith(`${one.path}.`)) return 'computed';
  if (one.priority === 'force' || (typeof one.priority === 'number' && one.priority < 100)) return 'forced';
  return isOwn(one) ? 'set' : 'inherited';
}

/** What decides as it is written; parts of a set with their names. */
function textOf(path: string, parts: readonly Assignment[]): string {
  const texts = parts.map((one) =>
    one.path.startsWith(`${path}.`) ? `${one.path.slice(path.length + 1)} = ${one.text};` : one.text,
  );
  if (parts.length === 1 && parts[0]?.path === path) return texts[0] ?? '';
  if (parts.some((one) => one.path.startsWith(`${path}.`))) return `{ ${texts.join(' ')} }`;
  return [...new Set(texts)].join(' ++ ');
}

/** The value where one literal decides, or several lists that are put together; else null. */
function valueOf(path: string, parts: readonly Assignment[]): unknown {
  if (parts.some((one) => one.computed || one.path !== path)) return null;
  if (parts.length === 1) return parts[0]?.value ?? null;
  if (parts.every((one) => Array.isArray(one.value))) return parts.flatMap((one) => one.value);
  return parts[0]?.value ?? null;
}

function isScalar({ value, computed }: Assignment): boolean {
  return !computed && typeof value !== 'object';
}

/** Why the host's own assignments do not count. */
function markOf(
  all: readonly Assignment[],
  own: readonly Assignment[],
  offFeature: string | null,
): OptionValue['mark'] {
  const [first] = own;
  if (!first) return undefined;
  const winner = all.find((one) => one.wins);
  if (winner && own.every((one) => !one.wins)) {
    const at = `${winner.file}:${winner.line}`;
    return winner.text === first.text && isScalar(winner)
      ? { kind: 'inert', reason: `${at} says the same and decides.`, place: placeOf(winner) }
      : {
          kind: 'overridden',
          reason: `${first.text} in ${first.file}:${first.line} loses: ${at} decides.`,
          place: placeOf(winner),
        };
  }
  if (offFeature !== null) {
    return { kind: 'inert', reason: `It changes nothing while ${leafName(offFeature)} is off.` };
  }
  const same = all.find((one) => one.wins && !own.includes(one) && isScalar(one) && one.text === first.text);
  if (!same) return undefined;
  return { kind: 'inert', reason: `${same.file}:${same.line} says the same.`, place: placeOf(same) };
}

function optionRow(row: Row, feature: string, cells: readonly (OptionValue | undefined)[]): OptionRow {
  const { option, path } = row;
  const values: OptionValue[] = [];
  const known = new Map<string, number>();
  const of = cells.map((cell) => {
    if (!cell) return -1;
    const key = JSON.stringify(cell);
    const at = known.get(key) ?? values.push(cell) - 1;
    known.set(key, at);
    return at;
  });
  return {
    path,
    name: path.slice(feature.length + 1),
    declared: option !== null,
    type: option ? typeText(option.parsedType) : 'not declared',
    editor: option ? editorOf(option.parsedType) : { kind: 'other', nullable: false },
    ...(option?.default === undefined ? {} : { default: option.default }),
    hasDefault: option?.hasDefault ?? false,
    description: option?.description ?? '',
    place: option ? { file: option.file, line: option.line } : null,
    values,
    of,
  };
}
