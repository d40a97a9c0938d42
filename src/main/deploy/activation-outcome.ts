import type { DeployMode, HostResult } from '../../shared/contract';
import type { ActivationEnd, Holder, StateLine } from './activation/state-lines';
import type { TargetState } from './target';

export type Outcome = Pick<HostResult, 'outcome' | 'generation' | 'reason'> & {
  /** Nothing was activated, since only a restart can take the new system into use. */
  readonly needsReboot?: true;
};

/** What was heard on the way to the end. */
export interface Heard {
  /** What the host ran and booted before, in its own words. */
  old: Extract<StateLine, { word: 'old' }> | null;
  readonly units: { readonly unit: string; readonly worked: boolean }[];
  /** Why no acknowledgement got through, from the last try. */
  silence: string | null;
  /** Health checks for which the host was told to go back. */
  unhealthy: readonly string[];
}

interface Circumstances {
  readonly before: TargetState;
  readonly to: string;
  readonly mode: DeployMode;
  /** The host after the end, where it still answers. */
  readonly state: TargetState | null;
  readonly heard: Heard;
}

/** What the end of an activation means, in the words of a run. */
export function outcomeOfEnd(end: ActivationEnd, about: Circumstances): Outcome {
  const { before, to, mode, state, heard } = about;
  const asBefore = { generation: before.generation };
  switch (end.kind) {
    case 'busy':
      return { outcome: 'failed', ...asBefore, reason: busy(end.holder) };
    case 'refused':
      return {
        outcome: 'failed',
        ...asBefore,
        reason: refused(end.step, end.code),
        ...(end.step === 'test' && end.code === 100 && { needsReboot: true }),
      };
    case 'restored':
      return {
        outcome: 'rolled-back',
        ...asBefore,
        reason: `${wentWrong(end.step, end.code, heard)} The host is back on the system it ran before.`,
      };
    case 'broken': {
      const reason = wentWrong(end.step, end.code, heard);
      if (state !== null && state.running === before.running && state.profile === before.profile) {
        return {
          outcome: 'rolled-back',
          generation: state.generation,
          reason:
            `${reason} The old system is in place, but activating it again failed too${units(state.failedUnits ?? [])}. ` +
            'Look at its units and its boot loader.',
        };
      }
      return {
        outcome: 'unknown',
        generation: null,
        reason: `${reason} Going back failed too. It ran ${before.running} before; the failed system is kept there.`,
      };
    }
    case 'done': {
      if (state !== null && !runs(state, to, mode)) {
        return {
          outcome: 'unknown',
          generation: state.generation,
          reason: `The activation ended well, and yet the host runs ${state.running} and boots ${state.profile}: somebody else was there.`,
        };
      }
      const generation = state?.generation ?? null;
      if (end.code === 0) return { outcome: 'switched', generation };
      const failed =
        heard.units.length > 0 ? heard.units.map(({ unit }) => unit) : (state?.failedUnits ?? []);
      return {
        outcome: 'units-failed',
        generation,
        reason: `The system was switched, but units failed${units(failed)}.`,
      };
    }
  }
}

/** Whether a host is where a deploy of this mode should bring it. */
export function runs(state: Pick<TargetState, 'running' | 'profile'>, to: string, mode: DeployMode): boolean {
  if (mode === 'boot') return state.profile === to;
  return state.running === to && (mode === 'test' || state.profile === to);
}

/** `holder` where the other is Snowfleet's. */
export function busy(holder: Holder | null): string {
  const whose = holder === null ? '' : ` (of ${holder.who}, since ${holder.since.slice(11, 19)} UTC)`;
  return `Another switch is under way on this host${whose}; it was left alone. Try again when that has ended.`;
}

function refused(step: string, code: number): string {
  if (step === 'test' && code === 11) return busy(null);
  if (step === 'killed') return 'Nothing was activated: it was killed on the host before it began.';
  if (step === 'test' && code === 100) {
    return 'The new system can only be taken into use by a reboot; nothing was activated. Deploy it with mode boot and a restart.';
  }
  return `Nothing was activated: the host could not prepare for it (${step}, exit code ${code}).`;
}

function wentWrong(step: string, code: number, heard: Heard): string {
  switch (step) {
    case 'ack':
      return heard.silence === null
        ? 'After the activation nobody acknowledged the new system in time.'
        : `After the activation the host did not let us in again: ${sentence(heard.silence)}`;
    case 'health':
      return heard.unhealthy.length === 0
        ? 'The new system was found unhealthy.'
        : `Health checks failed: ${heard.unhealthy.join('; ')}.`;
    case 'deadline':
      return 'The activation hung, and was ended when its time was over.';
    case 'stopped':
      return 'The activation was stopped on the host.';
    case 'killed':
      return 'The activation was killed on the host.';
    case 'units':
      return `Units failed that worked before${units(heard.units.filter((one) => one.worked).map(({ unit }) => unit))}.`;
    case 'profile':
      return `The new system could not be made the boot default (nix-env: exit code ${code}).`;
    case 'boot':
      return `The boot entry of the new system could not be written (exit code ${code}).`;
    default:
      return `Activating the new system failed (exit code ${code}).`;
  }
}

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

function units(names: readonly string[]): string {
  return names.length > 0 ? `: ${names.join(', ')}` : '';
}
