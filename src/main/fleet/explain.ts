import type { Assignment, Place } from '../../shared/contract';
import { wholePath } from '../../shared/features';
import type { Memory } from './memory';
import type { FleetReading } from './reading/read-fleet';

export interface Explanation {
  readonly host: string;
  readonly path: string;
  readonly value: unknown;
  readonly definitions: Assignment[];
  readonly decidedBy: Place | null;
  readonly declaredAt: Place | null;
  readonly from: 'source' | 'evaluation';
}

/** Why an option has its value on a host: every definition the source shows, and which of them decides. */
export function explain(reading: FleetReading, memory: Memory, name: string, typed: string): Explanation {
  const asked = wholePath(typed, reading.featureRoots);
  const isFeature = reading.catalogue.some((feature) => feature.path === asked);
  const path = isFeature && !asked.endsWith('.enable') ? `${asked}.enable` : asked;
  const host = reading.hosts.find((candidate) => candidate.name === name);
  const definitions = (host?.assignments ?? []).filter((one) => one.path === path);
  const winner = definitions.find((one) => one.wins);
  const standing = host?.standings.find((state) => `${state.path}.enable` === path);
  const declared = reading.options.find((option) => option.path === path);
  const { evaluation } = memory;
  const evaluated =
    evaluation?.sourceHash === reading.sourceHash ? evaluation.hosts[name]?.values : undefined;
  const known = evaluated !== undefined && path in evaluated;
  const place = winner ? { file: winner.file, line: winner.line, column: winner.column } : standing?.place;
  return {
    host: name,
    path,
    value: known ? evaluated[path] : (winner?.value ?? (standing?.on ? true : (declared?.default ?? null))),
    definitions,
    decidedBy: place ?? null,
    declaredAt: declared ? { file: declared.file, line: declared.line } : null,
    from: known ? 'evaluation' : 'source',
  };
}
