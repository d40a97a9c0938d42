import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError, type DeployMode, type HostResult } from '../../shared/contract';
import type { ActivationEnd, ProfileChange, Target, TargetState } from './target';

/** What an activation tells while it goes on. */
export interface ActivationReports {
  log(text: string): void;
  confirming(): Promise<void>;
}

export interface ActivationRequest {
  /** Of the run; unique. */
  readonly id: string;
  readonly target: Target;
  /** The host as it was just before. */
  readonly before: TargetState;
  readonly mode: Exclude<DeployMode, 'dry-activate'>;
  readonly to: string;
  readonly set: ProfileChange;
  readonly confirmMs: number;
  readonly patienceMs: number;
  readonly reports: ActivationReports;
}

type Outcome = Pick<HostResult, 'outcome' | 'generation' | 'reason'>;

const CONFIRM_EVERY_MS = 1_000;
const CONFIRM_TIMEOUT_MS = 10_000;

/**
 * Activates a system that is already on the host, proves over a new connection that the host runs it and still lets
 * us in, and goes back to the system it ran before when either fails. Going back is by store path, never "one
 * generation back": deploying an unchanged system makes no generation, and one back would then be too far.
 */
export async function activateHost(request: ActivationRequest): Promise<Outcome> {
  const { target, before, mode, to, reports } = request;
  const end = await target.activate({
    id: request.id,
    action: mode,
    system: to,
    set: request.set,
    patienceMs: request.patienceMs,
    onOutput: reports.log,
  });
  switch (end.kind) {
    case 'busy':
      return {
        outcome: 'failed',
        generation: before.generation,
        reason: 'Another switch is under way on this host; it was left alone. Try again when that has ended.',
      };
    case 'not-started':
      return { outcome: 'failed', generation: before.generation, reason: notStarted(end.reason) };
    case 'not-set':
      return {
        outcome: 'failed',
        generation: before.generation,
        reason: `The system could not be put in place (exit code ${end.code}); nothing was activated.`,
      };
    case 'restored':
      return {
        outcome: 'rolled-back',
        generation: before.generation,
        reason: `${activationCode(end.code)} The host is back on the system it ran before.`,
      };
    case 'broken':
    case 'lost':
    case 'activated':
      return settle(request, end);
  }
}

/** Decides by what the host itself says over a new connection. */
async function settle(
  request: ActivationRequest,
  end: Extract<ActivationEnd, { kind: 'broken' | 'lost' | 'activated' }>,
): Promise<Outcome> {
  const { before, to, mode } = request;
  await request.reports.confirming();
  const seen = await ask(request);
  if ('state' in seen) {
    const { state } = seen;
    if (end.kind === 'activated' && runs(state, to, mode)) {
      return end.code === 4
        ? {
            outcome: 'units-failed',
            generation: state.generation,
            reason: `The system was switched, but units failed${listUnits(state)}.`,
          }
        : { outcome: 'switched', generation: state.generation };
    }
    if (end.kind === 'lost' && runs(state, to, mode) && mode !== 'boot') {
      // How it ended is unknown, so a system that runs is only half a proof.
      return {
        outcome: state.failedUnits?.length ? 'units-failed' : 'switched',
        generation: state.generation,
        reason: `The connection was lost during the activation (${end.reason}); the host runs the new system.`,
      };
    }
    if (end.kind === 'broken' && isAsBefore(state, before)) {
      // The host has tried to go back already; a second try would only disturb it again.
      return {
        outcome: 'rolled-back',
        generation: state.generation,
        reason:
          `${activationCode(end.code)} The old system is in place, but activating it again failed too${listUnits(state)}. ` +
          'Look at its units and its boot loader.',
      };
    }
    if (end.kind === 'lost' && isAsBefore(state, before)) {
      return {
        outcome: 'failed',
        generation: state.generation,
        reason: `The activation did not come to an end (${end.reason}); the host runs what it ran before.`,
      };
    }
  }
  return goBack(request, why(end, seen));
}

type Seen = { readonly state: TargetState } | { readonly reason: string };

/** Asks over new connections until the host answers or the time is up. What it runs then, it runs. */
async function ask(request: ActivationRequest): Promise<Seen> {
  const until = Date.now() + request.confirmMs;
  for (;;) {
    let reason: string;
    try {
      const left = Math.max(1_000, Math.min(CONFIRM_TIMEOUT_MS, until - Date.now()));
      return { state: await request.target.state({ fresh: true, timeoutMs: left }) };
    } catch (error) {
      if (!isAppError(error) || error.code === 'internal') throw error;
      reason = error.message;
    }
    if (Date.now() >= until) return { reason };
    await sleep(CONFIRM_EVERY_MS);
  }
}

/** Puts the host back on what it ran, over whatever connection there is: the pooled one may be open still. */
async function goBack(request: ActivationRequest, reason: string): Promise<Outcome> {
  const { target, before, mode, reports } = request;
  if (before.running === null) return { outcome: 'unknown', generation: null, reason };
  reports.log(`snowfleet: ${reason} Going back to ${before.running}\n`);
  const whole = before.running === before.profile;
  const end = await target.activate({
    id: `${request.id}-back`,
    action: mode === 'switch' && !whole ? 'test' : mode,
    system: mode === 'boot' ? (before.profile ?? before.running) : before.running,
    set: profileBefore(before, mode),
    patienceMs: request.confirmMs,
    onOutput: reports.log,
  });
  if (end.kind === 'activated') {
    // The new connection may stay shut, the old one tells what runs.
    const state = await target.state().catch(() => null);
    if (state === null || state.running === before.running) {
      return {
        outcome: 'rolled-back',
        generation: before.generation,
        reason: `${reason} The host is back on the system it ran before.`,
      };
    }
  }
  return {
    outcome: 'unknown',
    generation: null,
    reason: `${reason} Whether it went back could not be seen. It ran ${before.running} before.`,
  };
}

function profileBefore(before: TargetState, mode: ActivationRequest['mode']): ProfileChange {
  if (mode === 'test') return { kind: 'none' };
  if (before.generation !== null) return { kind: 'generation', number: before.generation };
  return before.profile === null ? { kind: 'none' } : { kind: 'path', path: before.profile };
}

function runs(state: TargetState, to: string, mode: ActivationRequest['mode']): boolean {
  if (mode === 'boot') return state.profile === to;
  return state.running === to && (mode === 'test' || state.profile === to);
}

function isAsBefore(state: TargetState, before: TargetState): boolean {
  return state.running === before.running && state.profile === before.profile;
}

function why(end: ActivationEnd, seen: Seen): string {
  if ('reason' in seen) return `After the activation the host did not let us in again: ${seen.reason}`;
  if (end.kind === 'broken') return activationCode(end.code);
  return 'After the activation the host does not run the new system.';
}

function activationCode(code: number): string {
  if (code === 100)
    return 'The new system can only be taken into use by a reboot (deploy it with mode boot).';
  return `Activating the new system failed (exit code ${code}).`;
}

function notStarted(reason: string): string {
  if (reason.startsWith('sudo:')) {
    return `Nothing was activated: this user may not become root without a password (${reason}).`;
  }
  return `Nothing was activated: ${reason}.`;
}

function listUnits(state: TargetState): string {
  return state.failedUnits?.length ? `: ${state.failedUnits.join(', ')}` : '';
}
