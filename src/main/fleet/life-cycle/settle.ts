import { type Change, isAppError } from '../../../shared/contract';
import { planChanges } from '../draft/plan-changes';
import type { FleetReading } from '../reading/read-fleet';
import type { LifeCycleSource } from './survey';

/** A gesture in the making: what it writes, and what joined it. */
export interface Growing {
  readonly texts: ReadonlyMap<string, string | null>;
  readonly brings: readonly string[];
  readonly needs: readonly string[];
  readonly notes: readonly string[];
}

/**
 * The desktop that is asked for, and what the role and hardware of the new host leave open: what they need is switched
 * on, and what its hardware cannot do is off. Throws `conflict` and `unmet` of the desktop.
 */
export function settled(
  source: LifeCycleSource,
  start: ReadonlyMap<string, string | null>,
  wish: { readonly name: string; readonly desktop?: string | undefined },
): Growing {
  const { name, desktop } = wish;
  let state: Growing = { texts: start, brings: [], needs: [], notes: [] };
  if (desktop !== undefined) state = changed(source, state, { kind: 'enable', host: name, path: desktop });
  const given = new Set<string>();
  for (let round = 0; round < 32; round += 1) {
    const reading = source.read(state.texts);
    const open = openRules(reading, name).find(({ change }) => !given.has(`${change.kind} ${change.path}`));
    if (!open) break;
    const { change, note } = open;
    given.add(`${change.kind} ${change.path}`);
    const next = attempt(source, state, change);
    if (next) state = { ...next, notes: [...next.notes, ...note] };
  }
  return state;
}

interface OpenRule {
  readonly change: Extract<Change, { kind: 'enable' | 'disable' }>;
  readonly note: readonly string[];
}

/** Rules that a host breaks, each with the change that would settle it. */
function openRules(reading: FleetReading, host: string): OpenRule[] {
  const on = new Set(
    reading.hosts.find((one) => one.name === host)?.standings.flatMap((one) => (one.on ? [one.path] : [])),
  );
  return reading.findings.flatMap((finding): OpenRule[] => {
    const { rule, path, message } = finding;
    if (finding.host !== host || path === undefined) return [];
    if (rule === 'hardware') {
      return [{ change: { kind: 'disable', host, path }, note: [`${message} It is switched off.`] }];
    }
    if (rule !== 'unmet') return [];
    const needs = reading.catalogue.find((feature) => feature.path === path)?.needs ?? [];
    return needs
      .filter((need) => !on.has(need))
      .map((need) => ({ change: { kind: 'enable', host, path: need }, note: [] }));
  });
}

/** The gesture with one change more; null when that changes nothing or is refused. */
export function attempt(source: LifeCycleSource, state: Growing, change: Change): Growing | null {
  try {
    const next = changed(source, state, change, true);
    return [...next.texts].some(([file, text]) => state.texts.get(file) !== text) ? next : null;
  } catch (error) {
    // What cannot be settled is told with the plan, as a rule that the new host breaks.
    if (isAppError(error)) return null;
    throw error;
  }
}

function changed(source: LifeCycleSource, state: Growing, change: Change, isNeed = false): Growing {
  const plan = planChanges(
    {
      read: (overlay) => source.read(new Map([...state.texts, ...overlay])),
      text: (file) => state.texts.get(file) ?? source.text(file) ?? '',
    },
    [change],
  );
  return {
    texts: new Map([...state.texts, ...plan.texts]),
    brings: [...new Set([...state.brings, ...plan.brings])],
    needs: [
      ...new Set([
        ...state.needs,
        ...plan.needs,
        ...(isNeed && change.kind === 'enable' ? [change.path] : []),
      ]),
    ],
    notes: state.notes,
  };
}
