import { z } from 'zod';
import { deployStageSchema, runSchema, type Run } from '../../../shared/contract';

/** What is kept of a run beyond what a reader sees: how far each host came. */
const storedRunSchema = runSchema.extend({ stages: z.record(z.string(), deployStageSchema) });
export type StoredRun = z.infer<typeof storedRunSchema>;

/** A run as a text holds it; null for anything else, such as what a crash left half-written. */
export function parseStoredRun(text: string): StoredRun | null {
  try {
    return storedRunSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A host whose activation was begun by a process that is dead, or lost the host, and whose outcome is not known. */
export interface Orphan {
  readonly run: string;
  readonly host: string;
  readonly mode: Run['mode'];
  readonly from: string | null;
  readonly to: string | null;
  readonly generation: number | null;
}

/** The hosts of a run of which it is not known how their activation ended. */
export function orphansOf(stored: StoredRun): Orphan[] {
  return stored.hosts.flatMap(({ host, outcome, from, to, generation }) => {
    const isOpen = outcome === null || outcome === 'unknown';
    if (!isOpen || !isTouched(stored.stages, host)) return [];
    return [{ run: stored.id, host, mode: stored.mode, from, to, generation }];
  });
}

/** Whether an activation was begun on a host. */
export function isTouched(stages: StoredRun['stages'], host: string): boolean {
  return ['activate', 'confirm'].includes(stages[host] ?? '');
}
