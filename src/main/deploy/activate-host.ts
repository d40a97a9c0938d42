import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError, type DeployMode, type FailedUnits } from '../../shared/contract';
import type { ProfileChange, RemoteActivation } from './activation/remote-activation';
import type { ActivationStep } from './activation/state-lines';
import { busy, outcomeOfEnd, runs, type Heard, type Outcome } from './activation-outcome';
import { proveAndAcknowledge, type Prove } from './prove';
import type { Target, TargetState } from './target';
import { whoWeAre } from './who-we-are';

/** What an activation tells while it goes on. */
export interface ActivationReports {
  log(text: string): void;
  /** A step begins on the host. `deadline`: seconds after which the host gives it up by itself. */
  step(step: ActivationStep, at: string, deadline?: number): Promise<void> | void;
}

export interface ActivationRequest {
  /** Of the run; unique. */
  readonly id: string;
  readonly target: Target;
  /** The host as it was just before. */
  readonly before: TargetState;
  readonly mode: Exclude<DeployMode, 'dry-activate' | 'build'>;
  readonly to: string;
  readonly set: ProfileChange;
  readonly units: FailedUnits;
  /** How long one program may take on the host, and how long it waits for the acknowledgement. */
  readonly activationMs: number;
  readonly confirmMs: number;
  /** How long a host of which nothing is heard is waited for. */
  readonly patienceMs: number;
  readonly reports: ActivationReports;
  /** What has to hold before the host is acknowledged, if anything has. */
  readonly prove?: Prove;
}

const ACKNOWLEDGE_EVERY_MS = 1_000;
const STATE_TIMEOUT_MS = 10_000;
/** What killing a program past its time may take on a host. */
const KILLING_MS = 5_000;
/** What a program has at least on the way back (resources/deploy/activate.sh). */
const WAY_BACK_MS = 60_000;

/**
 * Activates a system that is already on the host. The host does it by itself, waits until we have logged in anew
 * and acknowledged, and goes back to the system it ran before when that does not happen or anything fails. Going
 * back is by store path, never "one generation back": deploying an unchanged system makes no generation, and one
 * back would then be too far. Throws `sudo-refused`.
 */
export async function activateHost(request: ActivationRequest): Promise<Outcome> {
  const { target, before, mode, to, reports } = request;
  const untouched = (reason: string): Outcome => ({
    outcome: 'failed',
    generation: before.generation,
    reason,
  });
  if (mode === 'boot') reports.log('snowfleet: the boot default becomes a system that nobody has tried\n');
  const activation = await target.activation(request.id);
  const started = await activation.start({
    mode,
    system: to,
    set: request.set,
    seconds: inSeconds(request.activationMs),
    window: inSeconds(request.confirmMs),
    units: request.units,
    who: whoWeAre(),
  });
  if (started.kind === 'busy') return untouched(busy(started.holder));
  if (started.kind === 'not-started') return untouched(`Nothing was activated: ${started.reason}`);
  return followToEnd(request, activation, 'repair');
}

/**
 * The rest of an activation that was started, by us or by one who died; acknowledges it where it asks for that. A
 * host that was left between two systems is put back on the old one, or, to those who only `look`, unknown.
 */
export async function followToEnd(
  request: Omit<ActivationRequest, 'set' | 'units'>,
  activation: RemoteActivation,
  how: 'repair' | 'look',
): Promise<Outcome> {
  const { target, mode, to, reports } = request;
  const heard: Heard = { old: null, units: [], silence: null, unhealthy: [] };
  const over = new AbortController();
  let acknowledging: Promise<void> | null = null;
  const telling: (Promise<void> | void)[] = [];
  const { activationMs } = request;
  let decidesUntil = 0;
  const followed = await activation.follow({
    patienceMs: request.patienceMs,
    decidesUntil: () => decidesUntil,
    onLog: reports.log,
    onLine: (line, at) => {
      // What it does then ends by its own deadline; after a wait that nobody ends it has to go back.
      const waiting = line.word === 'wait' ? line.seconds * 1_000 : 0;
      if (line.word === 'step' || line.word === 'wait') {
        const isBack = line.word === 'step' && line.step === 'back';
        const program = isBack ? Math.max(activationMs, WAY_BACK_MS) : activationMs;
        decidesUntil = Date.now() + waiting + program + KILLING_MS;
      }
      if (line.word === 'step' && line.step !== 'ack') {
        const limited = line.step === 'test' || line.step === 'profile' || line.step === 'boot';
        telling.push(reports.step(line.step, at, limited ? inSeconds(request.activationMs) : undefined));
      }
      if (line.word === 'old') heard.old = line;
      if (line.word === 'unit') heard.units.push(line);
      if (line.word === 'wait') {
        telling.push(reports.step('ack', at, line.seconds));
        acknowledging ??= proveAndAcknowledge(activation, { to, heard, prove: request.prove }, over.signal);
      }
    },
  });
  over.abort();
  await acknowledging;
  await Promise.all(telling);
  const before = heard.old === null ? request.before : { ...request.before, ...heard.old };
  switch (followed.kind) {
    case 'ended': {
      const state = await target.state().catch(() => target.state({ fresh: true }).catch(() => null));
      return outcomeOfEnd(followed.end, { before, to, mode, state, heard });
    }
    case 'never': {
      // A run of long ago may have left nothing there that tells of it.
      const seen = await ask(request);
      if ('state' in seen && runs(seen.state, to, mode)) {
        return {
          outcome: 'switched',
          generation: seen.state.generation,
          reason: 'The host runs the new system; of the activation it tells nothing any more.',
        };
      }
      return {
        outcome: 'failed',
        generation: before.generation,
        reason: 'Nothing was activated: the connection was lost before the host had begun.',
      };
    }
    case 'gone':
      return afterCutOff({ ...request, before }, await ask(request), how);
    case 'lost':
    case 'going-on':
      return {
        outcome: 'unknown',
        generation: null,
        reason: `The host is not heard any more (${
          followed.kind === 'lost' ? followed.reason : 'it goes on'
        }). It goes back by itself to ${before.running} unless it was acknowledged before; see runs later.`,
      };
  }
}

/** Decides by what the host runs and boots: it tells no end, because it was restarted or the activation was killed. */
async function afterCutOff(
  request: Omit<ActivationRequest, 'set' | 'units'>,
  seen: { readonly state: TargetState } | { readonly reason: string },
  how: 'repair' | 'look',
): Promise<Outcome> {
  const { before, to, mode, target, reports } = request;
  const cut = 'The activation was cut off on the host (it was restarted, or the activation was killed)';
  if (!('state' in seen)) {
    return {
      outcome: 'unknown',
      generation: null,
      reason: `${cut}, and then the host was not heard any more: ${seen.reason} It ran ${before.running} before.`,
    };
  }
  const { state } = seen;
  const now = { generation: state.generation };
  if (runs(state, to, mode)) {
    return { outcome: 'switched', ...now, reason: `${cut}; it runs the new system.` };
  }
  const bootsOld = state.profile === before.profile;
  if (bootsOld && (state.running === before.running || state.running === before.profile)) {
    return { outcome: 'rolled-back', ...now, reason: `${cut}; it runs the old system.` };
  }
  if (before.running === null || how === 'look') {
    return { outcome: 'unknown', generation: null, reason: `${cut}.` };
  }
  reports.log(`snowfleet: ${cut}. Going back to ${before.running}\n`);
  const home = await target.activation(`${request.id}-back`);
  const started = await home.start({
    mode: 'back',
    system: before.running,
    set:
      bootsOld || before.generation === null
        ? { kind: 'none' }
        : { kind: 'generation', number: before.generation },
    seconds: inSeconds(request.activationMs),
    window: inSeconds(request.confirmMs),
    units: 'keep',
    who: whoWeAre(),
  });
  if (started.kind === 'started' || started.kind === 'unknown') {
    const end = await home.follow({
      patienceMs: request.patienceMs,
      onLog: reports.log,
      onLine: () => undefined,
    });
    if (end.kind === 'ended' && end.end.kind === 'done') {
      return {
        outcome: 'rolled-back',
        generation: before.generation,
        reason: `${cut}. The host is back on the system it ran before.`,
      };
    }
  }
  return {
    outcome: 'unknown',
    generation: null,
    reason: `${cut}. Whether it went back could not be seen. It ran ${before.running} before.`,
  };
}

/** Asks over new connections until the host answers or patience ends. What it runs then, it runs. */
async function ask(
  request: Pick<ActivationRequest, 'target' | 'patienceMs'>,
): Promise<{ readonly state: TargetState } | { readonly reason: string }> {
  const until = Date.now() + request.patienceMs;
  for (let tries = 0; ; tries += 1) {
    let reason: string;
    // A slow host must not be asked in vain again and again.
    const timeoutMs = STATE_TIMEOUT_MS * 2 ** Math.min(tries, 3);
    try {
      return { state: await request.target.state({ fresh: true, timeoutMs }) };
    } catch (error) {
      if (!isAppError(error) || error.code === 'internal') throw error;
      reason = error.message;
    }
    if (Date.now() >= until) return { reason };
    await sleep(ACKNOWLEDGE_EVERY_MS);
  }
}

function inSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1_000));
}
