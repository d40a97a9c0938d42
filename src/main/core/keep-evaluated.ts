import type { Jobs } from '../jobs';
import type { OpenFleet } from './desk';

/** Milliseconds of quiet after the last change before Nix is asked: gestures often come in a row. */
const QUIET_MS = 700;

export interface KeepEvaluated {
  /** The source may have changed. */
  nudge(): void;
  close(): void;
}

/**
 * Keeps the evaluation of a stand-in fleet level with its source, so that what a gesture means appears by itself.
 * Fleets with real inputs cost minutes of a processor: those are evaluated when somebody asks.
 */
export function keepEvaluated(
  jobs: Pick<Jobs, 'result'>,
  current: () => Pick<OpenFleet, 'fleet' | 'nix' | 'standIn'> | null,
  quietMs = QUIET_MS,
): KeepEvaluated {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let missed = false;
  let closed = false;

  const evaluate = async (): Promise<void> => {
    const open = current();
    if (open === null || !open.standIn) return;
    if (!(await open.nix.probe()).available || (await open.fleet.isEvaluated())) return;
    const { id } = await open.fleet.evaluate();
    await jobs.result(id);
  };

  const work = async (): Promise<void> => {
    if (running) {
      missed = true;
      return;
    }
    running = true;
    // What failed stands in its job; the next change tries again.
    await evaluate().catch(() => undefined);
    running = false;
    if (missed) nudge();
    missed = false;
  };

  function nudge(): void {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(() => void work(), quietMs).unref();
  }

  return {
    nudge,
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
