import { AppError } from '../../../shared/contract';
import { wholePath, withoutEnable } from '../../../shared/features';
import { fitsType, typeText } from '../reading/options';
import type { FleetReading } from '../reading/read-fleet';

/** The whole option path a person means. Throws `unknown-option` with the nearest names. */
export function optionPathOf(reading: FleetReading, host: string, typed: string): string {
  const whole = wholePath(typed, reading.featureRoots);
  for (const candidate of [typed, whole, `${whole}.enable`]) {
    const declared = reading.options.some((option) => option.path === candidate);
    const assigned = reading.hosts.some(
      (one) => one.name === host && one.assignments.some((assignment) => assignment.path === candidate),
    );
    if (declared || assigned) return candidate;
  }
  throw unknownOption(reading, whole);
}

/** The feature a person means and the option that switches it. Throws `unknown-option`; `wrong-type` when it is no switch. */
export function switchPathOf(
  reading: FleetReading,
  host: string,
  typed: string,
): { feature: string; option: string } {
  const feature = withoutEnable(wholePath(typed, reading.featureRoots));
  const option = (path: string): FleetReading['options'][number] | undefined =>
    reading.options.find((candidate) => candidate.path === path);
  if (option(`${feature}.enable`)) return { feature, option: `${feature}.enable` };
  const itself = option(feature);
  if (itself?.type === 'bool') return { feature, option: feature };
  if (itself) {
    throw new AppError('usage', `${feature} is not a switch but ${itself.type}.`, {
      hint: `Give it a value: set ${host} ${typed} VALUE.`,
      detail: { path: feature },
    });
  }
  const assigned = reading.hosts.find((one) => one.name === host)?.assignments ?? [];
  for (const path of [`${feature}.enable`, feature]) {
    const one = assigned.find((assignment) => assignment.path === path);
    if (one && typeof one.value === 'boolean') return { feature, option: path };
  }
  throw unknownOption(reading, feature);
}

/** Throws `wrong-type` when the literal does not fit the option's type as far as source tells it. */
export function checkValue(reading: FleetReading, path: string, value: unknown): void {
  const option = reading.options.find((candidate) => candidate.path === path);
  if (!option || fitsType(option.parsedType, value)) return;
  throw new AppError(
    'wrong-type',
    `${path} takes ${typeText(option.parsedType)}, not ${JSON.stringify(value)}.`,
    {
      hint: `It is declared in ${option.file}:${option.line}.`,
      detail: { path, type: option.type, file: option.file, line: option.line },
    },
  );
}

function unknownOption(reading: FleetReading, path: string): AppError {
  const near = nearest(
    path,
    reading.options.map((option) => withoutEnable(option.path)),
  );
  return new AppError('unknown-option', `No module of this fleet declares ${path}.`, {
    hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'See `features` for what there is.',
    detail: { path },
  });
}

/** Up to three names that differ by a slip of the keyboard, or end in the same word. */
function nearest(path: string, names: readonly string[]): string[] {
  const last = path.slice(path.lastIndexOf('.') + 1);
  return [...new Set(names)]
    .map((name) => ({ name, distance: name.endsWith(`.${last}`) ? 1 : distance(name, path) }))
    .filter(({ distance: far }) => far <= 3)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
