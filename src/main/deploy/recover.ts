import { isAppError, type HostResult } from '../../shared/contract';
import type { Reach } from '../ssh';
import { followToEnd } from './activate-host';
import type { Outcome } from './activation-outcome';
import { limitsOf } from './limits';
import type { Orphan, RunJournal } from './history';
import { Target, type TargetState } from './target';
import type { DeploysOptions } from './types';

/** Hosts that may be away are not waited for long: somebody wants to see a list. */
const ANSWER_MS = 5_000;

/**
 * Asks hosts how activations ended whose process died, and records it. `go-on` also acknowledges those that still
 * wait for it and stays until they end; `look` leaves them alone. Never throws for a host that does not answer, and
 * asks no person anything.
 */
export async function recoverOrphans(
  options: DeploysOptions,
  orphans: readonly Orphan[],
  journal: RunJournal,
  how: 'look' | 'go-on',
): Promise<void> {
  await Promise.all(
    orphans.map(async (orphan) => {
      try {
        const outcome = await outcomeOf(options, orphan, how);
        const { run, mode: _mode, ...known } = orphan;
        if (outcome !== null) await journal.complete(run, { ...known, ...outcome } satisfies HostResult);
      } catch (error) {
        if (!isAppError(error) || error.code === 'internal') throw error;
      }
    }),
  );
}

/** Null while it is not known. */
async function outcomeOf(
  options: DeploysOptions,
  orphan: Orphan,
  how: 'look' | 'go-on',
): Promise<Outcome | null> {
  const { host, to, mode } = orphan;
  if (to === null || mode === 'dry-activate' || mode === 'build') return null;
  const reach: Reach = { ...(await options.reach(host)), unattended: true };
  // Nobody is there who could be asked for a password either.
  const { sudo, ...rest } = options;
  const target = new Target(
    { ...rest, ...(sudo ? { sudo: { passwords: sudo.passwords, asker: NOBODY } } : {}) },
    reach,
  );
  await target.state({ timeoutMs: ANSWER_MS });
  const activation = await target.activation(`${orphan.run}-${host}`);
  const reports = { log: () => undefined, step: () => undefined };
  if (how === 'look') {
    const found = await activation.follow({ onLine: () => undefined, patienceMs: ANSWER_MS, once: true });
    if (found.kind === 'going-on' || found.kind === 'lost') return null;
  }
  const outcome = await followToEnd(
    {
      id: `${orphan.run}-${host}`,
      target,
      before: stateBefore(orphan),
      mode,
      to,
      ...limitsOf(options),
      reports,
    },
    activation,
    how === 'look' ? 'look' : 'repair',
  );
  return outcome.outcome === 'unknown' ? null : outcome;
}

const NOBODY = { ask: async () => null };

/** The host as the journal remembers it. What it booted is the generation then, which is what matters of it. */
function stateBefore({ from, generation }: Orphan): TargetState {
  return {
    uid: -1,
    user: '',
    running: from,
    booted: null,
    bootId: null,
    profile: from,
    generation,
    nixosVersion: null,
    bootedParts: {},
    failedUnits: null,
    uptimeSeconds: null,
    freeBytes: null,
  };
}
