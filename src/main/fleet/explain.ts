import type { Explanation } from '../../shared/contract';
import { wholePath, withoutEnable } from '../../shared/features';
import type { Memory } from './memory';
import type { FleetReading } from './reading/read-fleet';

/** Why an option has its value on a host: every definition the source shows, and which of them decides. */
export function explain(reading: FleetReading, memory: Memory, name: string, typed: string): Explanation {
  const asked = wholePath(typed, reading.featureRoots);
  const path = optionOf(reading, asked);
  const host = reading.hosts.find((candidate) => candidate.name === name);
  const definitions = (host?.assignments ?? []).filter((one) => one.path === path);
  const winner = definitions.find((one) => one.wins);
  const standing = host?.standings.find((state) => state.path === withoutEnable(path));
  const declared = reading.options.find((option) => option.path === path);
  const { evaluation } = memory;
  const values = evaluation?.hosts[name]?.values;
  const evaluated =
    evaluation && values !== undefined && path in values
      ? { value: values[path], at: evaluation.at, current: evaluation.sourceHash === reading.sourceHash }
      : null;
  const place = winner ? { file: winner.file, line: winner.line, column: winner.column } : standing?.place;
  const own = winner?.value ?? (standing?.on ? true : (declared?.default ?? null));
  const known = evaluated?.current === true;
  return {
    host: name,
    path,
    value: known ? evaluated.value : own,
    definitions,
    decidedBy: place ?? null,
    declaredAt: declared ? { file: declared.file, line: declared.line } : null,
    from: known ? 'evaluation' : 'source',
    type: declared?.type ?? null,
    description: declared?.description ?? null,
    inSource: own === null ? null : { value: own },
    evaluated,
    broughtBy: winner ? null : (standing?.by ?? null),
    complete: host?.complete ?? false,
  };
}

/** The option a path means: itself, or the switch of the feature it names. */
function optionOf(reading: FleetReading, asked: string): string {
  const isDeclared = (path: string): boolean => reading.options.some((option) => option.path === path);
  if (isDeclared(asked)) return asked;
  const isFeature = reading.catalogue.some((feature) => feature.path === asked);
  return isFeature || isDeclared(`${asked}.enable`) ? `${asked}.enable` : asked;
}
