import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '../../shared/contract';
import type { Outcome } from './activation-outcome';
import type { Target, TargetState } from './target';

/** How a restart went. A host is another one than before when its kernel tells another boot id. */
export type Rebooted =
  | { readonly kind: 'up'; readonly state: TargetState }
  /** It still is the boot of before, and says or shows that it stays. */
  | { readonly kind: 'stayed'; readonly reason: string }
  /** It went down, or may have, and was not heard again in time. */
  | { readonly kind: 'away'; readonly reason: string };

const ASK_EVERY_MS = 1_000;
const ANSWER_MS = 10_000;

/**
 * Restarts a host and waits until it is back: until it answers with another boot id. Throws `sudo-refused`, and what
 * reaching the host before the restart throws.
 */
export async function rebootHost(
  target: Target,
  options: { readonly deadlineMs: number; readonly signal?: AbortSignal },
): Promise<Rebooted> {
  const { deadlineMs, signal } = options;
  const { bootId } = await target.state({ fresh: true, timeoutMs: ANSWER_MS });
  if (bootId === null) {
    return { kind: 'stayed', reason: 'it tells no boot id, so nobody could see that it came back' };
  }
  const refusal = await target.reboot();
  if (refusal !== null) return { kind: 'stayed', reason: refusal };
  const until = Date.now() + deadlineMs;
  let reason = 'it still answers as before';
  let wasAway = false;
  const goesOn = (): boolean => Date.now() < until && signal?.aborted !== true;
  while (goesOn()) {
    await sleep(ASK_EVERY_MS, undefined, signal ? { signal } : {}).catch(() => undefined);
    try {
      const state = await target.state({ fresh: true, timeoutMs: ANSWER_MS });
      if (state.bootId !== null && state.bootId !== bootId) return { kind: 'up', state };
      if (!wasAway) reason = 'it still answers as before';
    } catch (error) {
      if (!isAppError(error) || error.code === 'internal') throw error;
      wasAway = true;
      reason = error.message;
    }
  }
  if (signal?.aborted === true) return { kind: 'away', reason: 'nobody waited for it any longer' };
  return { kind: wasAway ? 'away' : 'stayed', reason };
}

/** What a restart means for a host that was to come up with `to`. `before`: the host before anything was done. */
export function outcomeOfReboot(
  rebooted: Rebooted,
  about: {
    readonly before: TargetState;
    readonly to: string;
    readonly seconds: number;
    /** What the deploy had come to before the restart. */
    readonly reached: Outcome;
    /** The new system runs already, all but what only a restart takes into use. */
    readonly isSwitched: boolean;
  },
): Outcome {
  const { before, to, seconds, reached, isSwitched } = about;
  switch (rebooted.kind) {
    case 'stayed':
      return isSwitched
        ? {
            ...reached,
            reason: `The new system runs, but the host was not restarted: ${rebooted.reason}. Restart it yourself.`,
          }
        : {
            outcome: 'failed',
            generation: reached.generation,
            reason: `The new system is the boot default, but the host was not restarted: ${rebooted.reason}. It still runs the old one.`,
          };
    case 'away':
      return {
        outcome: 'unknown',
        generation: null,
        reason: `The host was told to restart and is not back after ${seconds} s: ${rebooted.reason} It boots ${to}; before that it ran ${before.running}.`,
      };
    case 'up':
      return outcomeOfStart(rebooted.state, before, to);
  }
}

function outcomeOfStart(state: TargetState, before: TargetState, to: string): Outcome {
  const { generation, running } = state;
  if (running === to) {
    const known = before.failedUnits ?? [];
    const failed = (state.failedUnits ?? []).filter((unit) => !known.includes(unit));
    return failed.length === 0
      ? { outcome: 'switched', generation, reason: 'It was restarted and came up with the new system.' }
      : {
          outcome: 'units-failed',
          generation,
          reason: `It was restarted and came up with the new system, but units failed: ${failed.join(', ')}.`,
        };
  }
  if (running !== null && running === before.running) {
    return {
      outcome: 'rolled-back',
      generation,
      reason:
        'It was restarted and came up with the old system: its boot loader did not start the new one. Look at its boot entries.',
    };
  }
  return {
    outcome: 'unknown',
    generation,
    reason: `It was restarted and came up with ${running ?? 'no system that NixOS knows'}, which is neither the new system nor the old one.`,
  };
}
