import type { Fact, Host } from '../../shared/contract';
import { createRowMaker, type HostRow, type RowContext } from './host-row';

/** A host with these facts, as source tells them. */
export function hostWith(
  name: string,
  facts: Readonly<Record<string, unknown>> = {},
  kind: Host['kind'] = 'machine',
): Host {
  return {
    name,
    kind,
    inFlake: true,
    file: null,
    line: null,
    facts: Object.fromEntries(
      Object.entries(facts).map(([key, value]): [string, Fact] => [key, { value, from: 'source' }]),
    ),
    features: [],
    source: 'source',
  };
}

export const NO_CONTEXT: RowContext = { runs: new Map(), isDirty: false, drafted: new Set() };

export function rowsOf(hosts: readonly Host[], context = NO_CONTEXT): readonly HostRow[] {
  return createRowMaker()(hosts, context);
}
